extension Page {
    static let script = #"""
        // Everything shown is set as text. Amounts stay integers: paise.
        const $ = (id) => document.getElementById(id);
        const rupees = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' });
        const money = (paise) => rupees.format(paise / 100);
        const moment = (seconds) => seconds ? new Date(seconds * 1000).toLocaleString() : '–';

        const merchant = { key: document.body.dataset.key, secret: document.body.dataset.secret };
        const first = { ...merchant };
        let tab = location.hash.slice(1) || 'accounts';
        let clock = { now: 0, frozen: false, readAt: 0 };
        let stream = null;

        // An element with attributes, handlers and children; a child that is text stays text.
        function make(tag, attributes = {}, ...children) {
          const element = document.createElement(tag);
          for (const [name, value] of Object.entries(attributes)) {
            if (typeof value === 'function') element.addEventListener(name, value);
            else if (value !== null) element.setAttribute(name, value);
          }
          element.append(...children.filter((child) => child !== null && child !== undefined));
          return element;
        }

        // "619.5" in paise, without passing through a fraction.
        function paise(text) {
          const [whole, part = ''] = text.trim().split('.');
          return Number(whole) * 100 + Number(part.padEnd(2, '0'));
        }

        // MARK: Calls

        async function call(method, path, body) {
          const bytes = new TextEncoder().encode(`${merchant.key}:${merchant.secret}`);
          const headers = { Authorization: 'Basic ' + btoa(String.fromCharCode(...bytes)) };
          if (body !== undefined) headers['Content-Type'] = 'application/json';
          const response = await fetch(path, {
            method, headers, credentials: 'omit',
            body: body === undefined ? undefined : JSON.stringify(body),
          });
          const answer = await response.json().catch(() => null);
          if (response.ok) return answer;
          const error = answer?.error ?? {};
          throw new Error(error.description ?? `${method} ${path} was answered ${response.status}`);
        }

        // Does something a person has asked for, and says so where it fails.
        async function attempt(deed) {
          try {
            await deed();
            $('trouble').hidden = true;
          } catch (error) {
            $('trouble').textContent = error.message;
            $('trouble').hidden = false;
          }
        }

        // MARK: The lists

        const status = (text) => make('span', {
          class: /^(active|captured|credited|delivered|processed|2..)$/.test(text) ? 'good'
            : /^(failed|refunded|returned|closed|4..|5..)$/.test(text) ? 'bad' : 'faint',
        }, String(text ?? '–'));
        const code = (text) => make('code', {}, text ?? '–');
        const act = (text, deed, style) => make('button', {
          class: style ?? null,
          click: (event) => { event.stopPropagation(); attempt(deed); },
        }, text);

        const lists = {
          accounts: {
            path: '/v1/virtual_accounts?count=50',
            columns: ['Account', 'Receivers', 'Description', 'Paid', 'Status', ''],
            row: (account) => [
              code(account.id),
              make('span', {}, ...account.receivers.map((receiver) => make('div', {},
                code(receiver.account_number ?? receiver.address)))),
              { text: account.description ?? '' }, { money: account.amount_paid },
              status(account.status),
              make('span', {},
                act('Pay', () => {
                  $('credit').elements.to.value = account.id;
                  $('credit').elements.amount.focus();
                }), ' ',
                account.status === 'closed' ? null : act('Close', async () => {
                  await call('POST', `/v1/virtual_accounts/${account.id}/close`);
                  await refresh();
                })),
            ],
          },
          payments: {
            path: '/v1/payments?count=50',
            columns: ['Payment', 'Method', 'Amount', 'Refunded', 'Status', 'Time', ''],
            row: (payment) => [
              code(payment.id), payment.method, { money: payment.amount },
              { money: payment.amount_refunded }, status(payment.status),
              moment(payment.created_at),
              payment.status === 'captured' ? act('Refund', () => refund(payment)) : '',
            ],
          },
          credits: {
            path: '/_sandbox/credits?count=50',
            columns: ['Credit', 'Rail', 'Amount', 'UTR', 'Payer', 'Outcome', 'Time'],
            row: (credit) => [
              code(credit.id), credit.mode, { money: credit.amount }, code(credit.utr),
              { text: credit.payer?.name ?? credit.payer?.vpa ?? '–' },
              make('span', {}, status(credit.status), credit.reason ? ` ${credit.reason}` : ''),
              moment(credit.created_at),
            ],
          },
          events: {
            path: '/_sandbox/events?count=50',
            columns: ['Event', 'Name', 'Of', 'Time', ''],
            row: (event) => [
              code(event.id), event.event,
              code(event.refund_id ?? event.payment_id ?? event.virtual_account_id),
              moment(event.created_at),
              act('Resend', async () => {
                await call('POST', `/_sandbox/events/${event.id}/resend`, {});
                await refresh();
              }),
            ],
            more: async (event) => {
              const { body } = await call('GET', `/_sandbox/events/${event.id}`);
              return JSON.stringify(JSON.parse(body), null, 2);
            },
          },
          deliveries: {
            path: '/_sandbox/deliveries?count=50',
            columns: ['Event', 'Name', 'Attempt', 'Status', 'Answer', 'Diagnosis', 'Due'],
            row: (delivery) => [
              code(delivery.event_id), delivery.event, String(delivery.attempt),
              status(delivery.status), status(delivery.response_status),
              { text: delivery.diagnosis ?? '' }, moment(delivery.due_at),
            ],
            more: async (delivery) => JSON.stringify(delivery, null, 2),
          },
          webhooks: {
            path: '/_sandbox/webhooks?count=50',
            columns: ['Webhook', 'URL', 'Events', 'Status', ''],
            row: (webhook) => [
              code(webhook.id), { text: webhook.url },
              { text: Array.isArray(webhook.events) ? webhook.events.join(', ')
                : Object.keys(webhook.events).filter((name) => webhook.events[name]).join(', ') },
              status(webhook.active ? 'active' : 'disabled'),
              act('Delete', async () => {
                await call('DELETE', `/_sandbox/webhooks/${webhook.id}`);
                await refresh();
              }, 'grave'),
            ],
          },
          requests: {
            path: '/_sandbox/requests?count=50',
            columns: ['Time', 'Method', 'Path', 'Status', 'Fault'],
            row: (request) => [
              moment(request.received_at), request.method,
              { text: request.path + (request.query ? `?${request.query}` : '') },
              status(request.status), request.fault ?? '',
            ],
            more: async (request) => JSON.stringify(request, null, 2),
          },
        };

        function cell(content) {
          if (content?.money !== undefined) {
            return make('td', { class: 'money' }, money(content.money));
          }
          if (content?.text !== undefined) return make('td', { class: 'text' }, content.text);
          return make('td', {}, content);
        }

        function rows(list, item) {
          const row = make('tr', {}, ...list.row(item).map(cell));
          if (!list.more) return row;
          row.classList.add('more');
          row.addEventListener('click', () => attempt(async () => {
            if (row.nextSibling?.classList?.contains('body')) return row.nextSibling.remove();
            const text = await list.more(item);
            row.after(make('tr', { class: 'body' },
              make('td', { class: 'text', colspan: list.columns.length }, make('pre', {}, text))));
          }));
          return row;
        }

        async function refresh() {
          const shown = tab;
          const list = lists[shown];
          const { items } = await call('GET', list.path);
          if (shown !== tab) return;
          $('list').replaceChildren(items.length === 0
            ? make('p', { class: 'empty' }, `No ${shown} yet.`)
            : make('table', {},
              make('thead', {}, make('tr', {},
                ...list.columns.map((title) => make('th', { scope: 'col' }, title)))),
              make('tbody', {}, ...items.map((item) => rows(list, item)))));
          if (shown === 'accounts') {
            $('targets').replaceChildren(...items.filter(({ status }) => status !== 'closed')
              .map((account) => make('option', { value: account.id }, account.description ?? '')));
          }
          await Promise.all([readBooks(), readFaults()]);
        }

        function show(name) {
          tab = lists[name] ? name : 'accounts';
          history.replaceState(null, '', '#' + tab);
          for (const button of document.querySelectorAll('[data-tab]')) {
            button.setAttribute('aria-selected', String(button.dataset.tab === tab));
          }
          for (const form of document.querySelectorAll('[data-of]')) {
            form.hidden = form.dataset.of !== tab;
          }
          $('list').replaceChildren();
          return attempt(refresh);
        }

        // MARK: The head

        async function readBooks() {
          const ledger = await call('GET', '/_sandbox/ledger');
          $('books').textContent = ledger.balanced
            ? `Books balanced: ${money(ledger.received)} received`
            : `Books do NOT balance: ${ledger.discrepancies.length} rows`;
          $('books').className = ledger.balanced ? 'good' : 'bad';
        }

        async function readFaults() {
          const count = (await call('GET', '/_sandbox/faults')).length;
          $('faults').hidden = count === 0;
          $('faults').firstElementChild.textContent =
            count === 1 ? 'A fault is active.' : `${count} faults are active.`;
        }

        function tell(answer) {
          clock = { now: answer.now, frozen: answer.frozen, readAt: Date.now() };
          $('freeze').textContent = clock.frozen ? 'Unfreeze' : 'Freeze';
          tick();
        }

        function tick() {
          const passed = clock.frozen ? 0 : Math.floor((Date.now() - clock.readAt) / 1000);
          $('now').textContent = moment(clock.now + passed);
          $('now').dateTime = new Date((clock.now + passed) * 1000).toISOString();
        }

        async function moveTime(change) {
          const answer = await call('POST', '/_sandbox/clock', change);
          tell(answer);
          outcome(answer.fired.length === 0 ? 'Nothing fell due.'
            : `${answer.fired.length} things fell due.`,
          ...answer.fired.slice(0, 8).map(({ what, id }) => `${what} ${id}`));
          await refresh();
        }

        // MARK: Asking

        function ask(question, value) {
          $('ask').querySelector('p').textContent = question;
          $('answer').hidden = value === undefined;
          $('answer').value = value ?? '';
          $('ask').returnValue = '';
          $('ask').showModal();
          return new Promise((resolve) => $('ask').addEventListener('close',
            () => resolve($('ask').returnValue === 'yes' ? $('answer').value || true : null),
            { once: true }));
        }

        async function refund(payment) {
          const left = payment.amount - payment.amount_refunded;
          const answer = await ask(`Refund how much of ${money(left)}?`, (left / 100).toFixed(2));
          if (answer === null) return;
          const done = await call('POST', `/v1/payments/${payment.id}/refund`,
            { amount: paise(String(answer)) });
          outcome(`${money(done.amount)} go back.`, `Refund ${done.id} is ${done.status}.`);
          await refresh();
        }

        function outcome(title, ...lines) {
          $('outcome').replaceChildren(make('p', {}, make('strong', {}, title)),
            ...lines.filter(Boolean).map((line) => make('p', { class: 'faint' }, line)));
        }

        // MARK: Forms

        // The fields of a form that have something in them.
        function filled(form, ...names) {
          const entries = names.map((name) => [name, form.elements[name]])
            .map(([name, field]) => [name,
              field.type === 'checkbox' ? field.checked : field.value.trim()]);
          return Object.fromEntries(entries.filter(([, value]) => value));
        }

        function target(text) {
          if (text.startsWith('va_')) return { virtual_account_id: text };
          return text.includes('@') ? { vpa: text } : { account_number: text };
        }

        function on(form, deed) {
          $(form).addEventListener('submit', (event) => {
            event.preventDefault();
            attempt(() => deed(event.target));
          });
        }

        on('credit', async (form) => {
          const payer = filled(form, 'name', 'account_number', 'ifsc', 'vpa', 'account_type');
          const credit = await call('POST', '/_sandbox/credits', {
            to: target(form.elements.to.value.trim()), amount: paise(form.elements.amount.value),
            ...filled(form, 'mode', 'utr', 'narration', 'settle', 'ignore_limits',
              'allow_duplicate_utr'),
            ...(form.elements.anonymous.checked ? { payer: null }
              : Object.keys(payer).length > 0 ? { payer } : {}),
          });
          outcome(`${money(credit.amount)} by ${credit.mode}: ${credit.status}`,
            credit.reason && [credit.reason, credit.reason_detail].filter(Boolean).join(': '),
            `UTR ${credit.utr}`, credit.payment && `Payment ${credit.payment.id}`,
            credit.refund && `Refund ${credit.refund.id}`);
          await refresh();
        });

        on('account', async (form) => {
          const payer = filled(form, 'payer_ifsc', 'payer_account');
          const types = Object.keys(filled(form, 'bank_account', 'vpa'));
          const account = await call('POST', '/v1/virtual_accounts', {
            receivers: { types }, ...filled(form, 'description'),
            ...(payer.payer_ifsc || payer.payer_account ? {
              allowed_payers: [{ type: 'bank_account', bank_account: {
                ifsc: payer.payer_ifsc ?? '', account_number: payer.payer_account ?? '' } }],
            } : {}),
          });
          $('credit').elements.to.value = account.id;
          form.reset();
          await refresh();
        });

        on('webhook', async (form) => {
          await call('POST', '/_sandbox/webhooks',
            { ...filled(form, 'url', 'secret'), events: ['*'] });
          form.reset();
          await refresh();
        });

        on('merchant', async () => {
          merchant.key = $('key').value.trim();
          merchant.secret = $('secret').value;
          await begin();
        });

        $('key').addEventListener('change', () => {
          $('secret').value = $('key').value === first.key ? first.secret : '';
        });
        $('freeze').addEventListener('click', () => attempt(() =>
          moveTime({ freeze: !clock.frozen })));
        for (const button of document.querySelectorAll('[data-advance]')) {
          button.addEventListener('click', () => attempt(() =>
            moveTime({ advance: button.dataset.advance })));
        }
        for (const button of document.querySelectorAll('[data-tab]')) {
          button.addEventListener('click', () => show(button.dataset.tab));
        }
        $('faults').lastElementChild.addEventListener('click', () => attempt(async () => {
          await call('DELETE', '/_sandbox/faults');
          await readFaults();
        }));
        $('reset').addEventListener('click', () => attempt(async () => {
          if (await ask(`Reset ${merchant.key} to its beginning?`) === null) return;
          await call('POST', '/_sandbox/reset');
          $('outcome').replaceChildren();
          tell(await call('GET', '/_sandbox/clock'));
          await refresh();
        }));

        // MARK: Live

        // What the page reads of the emulated API is a request too, and must not set it off again.
        let isDue = null;
        function live(names) {
          if (!names.includes(tab) || isDue) return;
          isDue = setTimeout(() => {
            isDue = null;
            refresh().catch(() => {});
          }, 150);
        }

        function listen() {
          stream?.close();
          stream = new EventSource('/_sandbox/stream?tenant=' + encodeURIComponent(merchant.key));
          const all = ['accounts', 'payments', 'credits', 'events'];
          stream.addEventListener('event', () => live(all));
          stream.addEventListener('credit', () => live(all));
          stream.addEventListener('delivery', () => live(['deliveries']));
          stream.addEventListener('webhook', () => live(['webhooks']));
          stream.addEventListener('request', () => live(['requests']));
          const { key } = merchant;
          stream.addEventListener('open', () => document.body.dataset.live = key);
          stream.addEventListener('error', () => document.body.dataset.live = '');
        }

        async function begin() {
          $('key').value = merchant.key;
          $('secret').value = merchant.secret;
          tell(await call('GET', '/_sandbox/clock'));
          const tenants = await call('GET', '/_sandbox/tenants');
          $('keys').replaceChildren(...tenants.items.filter((tenant) => !tenant.sub_account)
            .map((tenant) => make('option', { value: tenant.key_id })));
          listen();
          await show(tab);
        }

        setInterval(tick, 1000);
        attempt(begin);

        """#
}
