extension Page {
    static let style = #"""
        :root {
          color-scheme: light dark;
          --ground: light-dark(#f6f7f9, #14171c); --sheet: light-dark(#fff, #1d2128);
          --ink: light-dark(#1b2430, #e4e8ee); --faint: light-dark(#66717f, #8d98a7);
          --line: light-dark(#dde2e8, #323945); --main: light-dark(#1257c7, #79a8ff);
          --good: light-dark(#0b7a43, #5cc98f); --bad: light-dark(#b3261e, #ff8a80);
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink);
          font: 14px/1.45 system-ui, sans-serif; }
        header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center;
          padding: .6rem 1rem; background: var(--sheet); border-bottom: 1px solid var(--line); }
        h1 { font-size: 1.05rem; margin: 0; }
        h1 small { color: var(--faint); font-weight: normal; }
        h2 { font-size: 1rem; margin: 0 0 .75rem; }
        header #books { margin-left: auto; }
        #merchant, #clock { display: flex; gap: .4rem; align-items: center; }
        #merchant input { width: 9.5rem; }
        #now { font-variant-numeric: tabular-nums; white-space: nowrap; }
        main { display: grid; grid-template-columns: 21rem minmax(0, 1fr); gap: 1rem;
          padding: 1rem; align-items: start; }
        @media (max-width: 60rem) { main { grid-template-columns: minmax(0, 1fr); } }
        section { background: var(--sheet); border: 1px solid var(--line); border-radius: 6px;
          padding: 1rem; }
        #credit, #credit details[open] { display: grid; grid-template-columns: 1fr 1fr;
          gap: .6rem; }
        .wide, summary, #credit .check { grid-column: 1 / -1; }
        label { display: flex; flex-direction: column; gap: .15rem; color: var(--faint);
          font-size: .85rem; }
        header label, label.check { flex-direction: row; align-items: center; gap: .4rem; }
        summary { cursor: pointer; color: var(--faint); }
        input, select, button { font: inherit; color: var(--ink); background: var(--ground);
          border: 1px solid var(--line); border-radius: 4px; padding: .3rem .5rem; min-width: 0; }
        button { cursor: pointer; background: var(--sheet); }
        button:hover { border-color: var(--main); }
        :focus-visible { outline: 2px solid var(--main); outline-offset: 1px; }
        button.main { background: var(--main); border-color: var(--main);
          color: light-dark(#fff, #10141a); }
        button.grave { color: var(--bad); }
        nav { display: flex; flex-wrap: wrap; gap: .25rem; margin-bottom: .75rem; }
        nav button { border-color: transparent; }
        nav [aria-selected=true] { border-color: var(--line); background: var(--ground);
          font-weight: 600; }
        .row { display: flex; flex-wrap: wrap; gap: .5rem; margin-bottom: .75rem; }
        .row[hidden] { display: none; }
        .row input:not([type=checkbox]) { flex: 1 1 9rem; }
        #list { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line);
          vertical-align: top; white-space: nowrap; }
        th { color: var(--faint); font-weight: normal; font-size: .85rem; }
        td.text { white-space: normal; overflow-wrap: anywhere; min-width: 12rem; }
        td.money { text-align: right; font-variant-numeric: tabular-nums; }
        tr.more { cursor: pointer; }
        tr.more:hover { background: var(--ground); }
        code, pre { font: 12.5px/1.5 ui-monospace, monospace; }
        pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 30rem;
          overflow-y: auto; }
        .good { color: var(--good); } .bad { color: var(--bad); } .faint { color: var(--faint); }
        .notice { margin: 1rem 1rem 0; padding: .6rem 1rem; border: 1px solid var(--line);
          border-radius: 6px; background: var(--sheet); }
        .notice.grave { color: var(--bad); border-color: currentColor; }
        #outcome:not(:empty) { margin-top: 1rem; padding-top: 1rem;
          border-top: 1px solid var(--line); }
        #outcome p { margin: 0 0 .3rem; }
        .empty { color: var(--faint); padding: 1rem .6rem; }
        dialog { border: 1px solid var(--line); border-radius: 6px; background: var(--sheet);
          color: var(--ink); max-width: 26rem; }
        dialog::backdrop { background: #0006; }
        menu { display: flex; gap: .5rem; justify-content: flex-end; padding: 0;
          margin: 1rem 0 0; }

        """#
}
