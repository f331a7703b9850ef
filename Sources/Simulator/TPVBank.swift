/// The banks that third-party validation knows, as the vendor lists them.
///
/// - Source: [D] the contract's list, which `fixtures/tpv-banks.csv` holds too; a test compares
///   them.
public struct TPVBank: Equatable, Sendable {
    /// What the bank is called.
    public let name: String
    /// The first four letters of its IFSCs, in some rows with a suffix; nil where none is listed.
    public let code: String?
    /// For which way of paying it is listed.
    public let list: String

    /// All rows, in the order of the list.
    public static let all: [TPVBank] = csv.utf8.split(separator: UInt8(ascii: "\n")).dropFirst()
        .compactMap(TPVBank.init)

    /// The banks whose customers can pay into an account that validates its payers.
    public static let smartCollect = all.filter { $0.list == "smart_collect" }

    /// The name of an IFSC's bank; nil for a bank that is not listed anywhere.
    public static func name(ofIFSC ifsc: String) -> String? {
        names[String(ifsc.prefix(4))]
    }

    /// Whether the bank of an IFSC is listed for Smart Collect.
    public static func isListed(ifsc: String) -> Bool {
        listedCodes.contains(String(ifsc.prefix(4)))
    }

    /// A name that holds a comma stands in quotation marks, and has none itself.
    private init?(row: Substring.UTF8View) {
        let comma = UInt8(ascii: ",")
        guard let last = row.lastIndex(of: comma),
            let first = row[..<last].lastIndex(of: comma)
        else { return nil }
        let code = row[row.index(after: first)..<last]
        name = String(decoding: row[..<first].filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
        self.code = code.isEmpty ? nil : String(Substring(code))
        list = String(Substring(row[row.index(after: last)...]))
    }

    /// The Smart Collect list names a bank first, for its names are the banks' own.
    private static let names: [String: String] = {
        var names: [String: String] = [:]
        for bank in smartCollect + all {
            guard let code = bank.code?.prefix(4), code.count == 4 else { continue }
            if names[String(code)] == nil { names[String(code)] = bank.name }
        }
        return names
    }()

    private static let listedCodes = Set(
        smartCollect.compactMap { $0.code.map { String($0.prefix(4)) } })

    /// The list as it was published.
    public static let csv = #"""
        bank_name,bank_code,list
        A. P Mahesh Bank,APMC,smart_collect
        Abhyudaya Co-op Bank,ABHY,smart_collect
        Adarsh Cooperative Bank Ltd,ACBX,smart_collect
        Ahmedabad Mercanatile Co-op Bank,AMCB,smart_collect
        Airtel Payments Bank,AIRP,smart_collect
        Allahabad Bank,ALLA,smart_collect
        Andhra Bank,ANDB,smart_collect
        Andhra Pragathi Grameena Bank,APGB,smart_collect
        Andhra Pragathi Grameena Vikas Bank,APGV,smart_collect
        Apna Sahakari Bank,ASBL,smart_collect
        Assam Gramin Vikash Bank,AGVX,smart_collect
        "Associate Co-operative Bank Limited,Surat",ASOX,smart_collect
        AU Small Finance Bank,AUBL,smart_collect
        Axis Bank,UTIB,smart_collect
        Banaskantha Mercantile Co-operative Bank Limited,BMPX,smart_collect
        Bandhan Bank,BDBL,smart_collect
        Bank of America,BOFA,smart_collect
        Bank Of Baroda,BARB,smart_collect
        Bank Of India,BKID,smart_collect
        Bank of Maharashtra,MAHB,smart_collect
        Baroda Central Co-operative Bank,BRDX,smart_collect
        Baroda Gujarat Gramin Bank,BGGX,smart_collect
        Baroda Rajasthan Khetriya Gramin Bank,BRGX,smart_collect
        Baroda Uttar Pradesh Gramin Bank,BUGX,smart_collect
        Bassein Catholic Coop Bank,BACB,smart_collect
        "Bhagini Nivedita Sahakari Bank Ltd,Pune",BNSB,smart_collect
        Bharat Co-operative Bank,BCBM,smart_collect
        Bhilwara Urban Co-operative Bank Ltd,BHUX,smart_collect
        Canara Bank,CNRB,smart_collect
        Capital Small Finance Bank,CLBL,smart_collect
        Catholic Syrian Bank,CSBK,smart_collect
        Central Bank of india,CBIN,smart_collect
        Chaitanya Godavari Grameena Bank,CGGX,smart_collect
        Chartered Sahakari Bank Niyamitha,CSBX,smart_collect
        Chhattisgarh Rajya Gramin Bank,CGBX,smart_collect
        Citibank Retail,CITI,smart_collect
        Citizen Co-operative Bank Ltd - Noida,CCBX,smart_collect
        Citizens Co-operative Bank Ltd.,CTBX,smart_collect
        City Union Bank,CIUB,smart_collect
        Costal Local Area Bank Ltd,COAS,smart_collect
        Dakshin Bihar Gramin Bank,MBGX,smart_collect
        DBS Digi Bank,DBSS,smart_collect
        DCB Bank,DCBL,smart_collect
        Dena Bank,BKDN,smart_collect
        Dena Gujarat Gramin Bank,DEGX,smart_collect
        Deutsche Bank AG,DEUT,smart_collect
        Dhanalaxmi bank,DLXB,smart_collect
        Dombivli Nagrik Sahakari Bank,DNSB,smart_collect
        Equitas Small Finance Bank,ESFB,smart_collect
        ESAF Small Finance Bank,ESAF,smart_collect
        ESAF Small Finance Bank,ESMF,smart_collect
        Federal Bank,FDRL,smart_collect
        Fincare Small Finance Bank,FSFB,smart_collect
        Fingrowth Co-operative Bank Ltd,FGCB,smart_collect
        FINO Payments Bank,FINO,smart_collect
        G P Parsik Bank,PJSB,smart_collect
        HDFC,HDFC,smart_collect
        Himachal Pradesh Gramin Bank,HMBX,smart_collect
        HSBC,HSBC,smart_collect
        Hutatma Sahakari Bank Ltd,HUTX,smart_collect
        ICICI Bank,ICIC,smart_collect
        IDBI Bank,IBKL,smart_collect
        IDFC,IDFB,smart_collect
        India Post Payment Bank,IPOS,smart_collect
        Indian Bank,IDIB,smart_collect
        Indian Overseas Bank,IOBA,smart_collect
        Indore Paraspar Sahakari Bank Ltd,IPSX,smart_collect
        IndusInd Bank,INDB,smart_collect
        J & K Grameen Bank,JAKA,smart_collect
        Jalgaona Janata Sahkari Bank,JJSB,smart_collect
        Jalna Merchant's Co-operative Bank Ltd.,JMCX,smart_collect
        Jammu & Kashmir Bank,JAKA,smart_collect
        Jana Small Finance Bank,JSFB,smart_collect
        Janakalyan Sahakari Bank,JSBL,smart_collect
        Janaseva Sahakari Bank Ltd Pune,JANA,smart_collect
        Janaseva Sahakari Bank Ltd Pune,JASB,smart_collect
        Janta Sahakari Bank Pune,JSBP,smart_collect
        Jio Payments Bank,JIOP,smart_collect
        Jivan Commercial co-operative Bank Ltd.,JVCX,smart_collect
        Kallappanna Awade Ichalkaranji Janata Sahakari Bank Ltd.,KAIJ,smart_collect
        Kalupur Commercial Co-operative Bank,KCCB,smart_collect
        Karnataka Bank,KARB,smart_collect
        Karnataka vikas Gramin Bank,KVGB,smart_collect
        Karur Vysaya Bank,KVBL,smart_collect
        Kashi Gomti Samyut Gramin Bank,KGSX,smart_collect
        Kerala Gramin Bank,KLGB,smart_collect
        Kokan Merchantile Co-Operative Bank Ltd,KMCB,smart_collect
        Kolhapur District Central Co-operative Bank Limited,KPCX,smart_collect
        Kotak Mahindra Bank,KKBK,smart_collect
        Krishna Bhima Samruddhi Local Area Bank,KBSX,smart_collect
        Maharashtra Grameen Bank,MAHG,smart_collect
        Maharashtra state co opp Bank,MSCI,smart_collect
        Malad Sahakari Bank,MSBL,smart_collect
        Malviya Urban Co-operative Bank Limited,MALX,smart_collect
        Manipur Rural Bank,MRBX,smart_collect
        Manvi Pattana Souharda Sahakari Bank,MVIX,smart_collect
        Maratha Cooprative Bank Ltd,MRTX,smart_collect
        Meghalaya Rural Bank,MERX,smart_collect
        Mizoram Rural Bank,MZRX,smart_collect
        Model Co-operative Bank Limited,MDBK,smart_collect
        "Nagarik Sahakari Bank Maryadit, Vidisha",NBMX,smart_collect
        Nanital Bank Ltd,NTBL,smart_collect
        NKGSB,NKGS,smart_collect
        NSDL Payments Bank,NSPB,smart_collect
        Nutan Nagrik Sahakari Bank,NNSB,smart_collect
        Pali Urban Co-operative Bank Ltd.,PALX,smart_collect
        Paschim Banga Gramin Bank,PASX,smart_collect
        Patan Nagrik Sahakari Bank Ltd,PTSX,smart_collect
        Paytm Payments Bank,PYTM,smart_collect
        Pragathi Krishna Gramin Bank,PGBX,smart_collect
        Prathama Bank,PRTH,smart_collect
        Prime Co-operative Bank Ltd.,PMEC,smart_collect
        Priyadarshini Nagari Sahakari Bank Ltd.,PDSX,smart_collect
        Pune Cantonment Sahakari Bank Ltd,PCTX,smart_collect
        Punjab and Maharastra Co. bank,PMCB,smart_collect
        Punjab and Sind Bank,PSIB,smart_collect
        Punjab Gramin Bank,PUGX,smart_collect
        Punjab National Bank,PUNB,smart_collect
        Purvanchal Bank,,smart_collect
        Rajasthan Marudhara Gramin Bank,RMGB,smart_collect
        Rajkot Nagari Sahakari Bank Ltd,RNSB,smart_collect
        Rani Channamma Mahila Sahakari Bank Belagavi,ZRNB,smart_collect
        Samarth Sahakari Bank Limited,SBLS,smart_collect
        Samruddhi Co-op bank ltd,SCOB,smart_collect
        Sandue Pattana Souharda Sahakari Bank,SPSX,smart_collect
        Sarva Haryana Gramin Bank,HGBX,smart_collect
        Sarva UP Gramin Bank,SUBX,smart_collect
        Sarvodaya Commercial Co-operative Bank,SVCX,smart_collect
        Saurashtra Gramin Bank,SAGX,smart_collect
        SBM BANK (INDIA) LIMITED,STCB,smart_collect
        Shree Dharati Co-operative Bank Ltd.,SRHX,smart_collect
        Shree Kadi Nagarik Sahakari Bank Ltd,KDIX,smart_collect
        Shri Arihant Co-operative Bank Ltd.,SACB,smart_collect
        "Shri Basaveshwar Sahakari Bank Niyamit, Bagalkot",BASX,smart_collect
        Shri Chhatrapathi Rajarsshi Shahu Bank,CRUB,smart_collect
        Shri Mahila Sewa Sahakari Bank Limited,SEWX,smart_collect
        Shri Rajkot District Co-operative Bank Ltd,RJTX,smart_collect
        Shri Veershaiv Co-op Bank Ltd.,VCCX,smart_collect
        Sindhudurg Co-operative Bank,SIDC,smart_collect
        "Smriti Nagrik Sahakari Bank Maryadit, Mandsaur",SNSX,smart_collect
        South Indian Bank,SIBL,smart_collect
        Sri Rama Co-operative Bank Ltd,,smart_collect
        Sri Vasavamba Cooperative Bank Ltd,SVAX,smart_collect
        Standard Chartered,SCBL,smart_collect
        State Bank Of India,SBIN,smart_collect
        Sterling Urban Co-operative Bank Ltd,STRX,smart_collect
        Suco Souharda Sahakari bank,SSDX,smart_collect
        Surat People Cooperative Bank,SPCB,smart_collect
        Suryoday Small Finance Bank Ltd,SURY,smart_collect
        Sutex Co operative Bank,SUTB,smart_collect
        Suvarnayug Sahakari Bank Ltd,SUVX,smart_collect
        SVC Co-operative Bank,SVCB,smart_collect
        Syndicate Bank,SYNB,smart_collect
        Tamilnad Mercantile Bank,TMBL,smart_collect
        Telangana Gramin Bank,DGBX,smart_collect
        Telangana State Co Operative Apex Bank,TSAB,smart_collect
        Thane Bharat Sahakari Bank,TBSB,smart_collect
        "The Adarsh Urban Co-op. Bank Ltd., Hyderabad",ACUX,smart_collect
        The Ahmedabad District Coop bank,ADBX,smart_collect
        The Ahmednagar Merchants Co-operative Bank,AMDN,smart_collect
        The Anand Mercantile Co-Op. Bank Ltd.,TAMX,smart_collect
        The Andhra Pradesh state cooperative,APBL,smart_collect
        The Banaskantha District Central Co-Op. Bank Ltd.,BKDX,smart_collect
        The Baramati Sahakari Bank Ltd.,BARA,smart_collect
        The Cosmos Co-Operative Bank LTD,COSB,smart_collect
        The Darussalam Co-operative Urban Bank Ltd.,DCUX,smart_collect
        The Gadchiroli District Central Co-operative Bank,GDCB,smart_collect
        The Gayatri Co-operative Urban Bank Ltd.,GCUX,smart_collect
        The Gujarat State Co-operative Bank Limited,GSCB,smart_collect
        The Hasti Co-operative Bank Ltd,HCBL,smart_collect
        The Himachal Pradesh State Co-operative Bank Ltd,HPSC,smart_collect
        The Himachal Pradesh State Co-operative Bank Ltd,HPSC,smart_collect
        The Kaira District Central Co-Op. Bank Ltd.,KARX,smart_collect
        The Kalyan Janta Sahkari Bank,KJSB,smart_collect
        The Kanakmahalakshmi Co-operative Bank Ltd,IBKL,smart_collect
        The Lakshmi Vilas Bank Limited,LAVB_R,smart_collect
        The Mahanagar Co-Op. Bank Ltd,MCBL,smart_collect
        The Mehsana Urban Co-Operative Bank,MSNU,smart_collect
        The Merchants Souharda Sahakari Bank Ltd,MSSX,smart_collect
        The Modasa Nagarik Sahakari Bank Limited,TMSX,smart_collect
        The Municipal Co-op Bank,MUBL,smart_collect
        The Muslim Co-operative Bank Ltd.,MSLM,smart_collect
        The Pochampally Co-operative Urban bank Ltd,PCUX,smart_collect
        The Ratnakar Bank Limited,RATN,smart_collect
        The Sabarkantha district Central Coop Bank Ltd,SADX,smart_collect
        The Saraswat Co-Operative Bank,SRCB,smart_collect
        The Satara Distric Central Co-operative Bank Ltd.,SDCE,smart_collect
        The SSK Co-operative Bank,,smart_collect
        The Surat District Co-op Bank Ltd.,SDCB,smart_collect
        The Thane Janta Sahakari Bank Ltd(TJSB),TJSB,smart_collect
        The Udaipur Mahila Samridhi Urban Co-operative Bank Ltd.,UMSX,smart_collect
        The Udaipur Mahila Urban Co-op Bank Ltd,TUMX,smart_collect
        The Udaipur Urban Co-operative Bank ltd.,UUCX,smart_collect
        The Udaipur Urban Co-operative Bank ltd.,UUCB,smart_collect
        The Urban Cooperative Bank Ltd Dharangaon,TUDX,smart_collect
        The Vallabh Vidyanagar Commercial Co-operative Bank Ltd,VVCX,smart_collect
        The Varachha Co-op Bank Ltd.,VARA,smart_collect
        "The Vijay Co-operative Bank Ltd, Ahmedabad",VCOB,smart_collect
        The Visakhapatnam Co-operative Bank Ltd.,VISX,smart_collect
        The Vishweshwar Sahakari Bank Ltd,VSBL,smart_collect
        Tripura Gramin Bank,TGBX,smart_collect
        UCO Bank,UCBA,smart_collect
        Ujjivan Small Finance Bank Limited (Web Collect),UJVN,smart_collect
        Union Bank of India,UBIN,smart_collect
        Uttarakhand Gramin Bank,UTGX,smart_collect
        Vananchal Gramin Bank,VGBX,smart_collect
        Vasai Vikas Co-op Bank Ltd,VVSB,smart_collect
        Vijaya Bank,VIJB,smart_collect
        Vikas Souharda Co-operative Bank Ltd.,VSCX,smart_collect
        Yadagiri Lakshmi Narasimha Swamy Co-Op Urban Bank Ltd,YLNX,smart_collect
        Yes Bank,YESB,smart_collect
        Allahabad Bank,ALLA,netbanking
        AU Small Finance Bank,AUBL,netbanking
        Bank of Baroda (Retail),BARB_R,netbanking
        Bandhan Bank Limited (except Mutual Fund and Insurance),BDBL,netbanking
        Bank of India,BKID,netbanking
        Bank of India (Corporate),BKID_C,netbanking
        Central Bank of India,CBIN,netbanking
        City Union Bank,CIUB,netbanking
        Canara Bank,CNRB,netbanking
        Corporation Bank,CORP,netbanking
        Catholic Syrian Bank,CSBK,netbanking
        Development Bank of Singapore,DBSS,netbanking
        DCB Bank,DCBL,netbanking
        Deutsche Bank,DEUT,netbanking
        Dhanlaxmi Bank,DLXB,netbanking
        Equitas Small Finance Bank,ESFB,netbanking
        Federal Bank,FDRL,netbanking
        HDFC Bank,HDFC,netbanking
        IDBI Bank,IBKL,netbanking
        ICICI Bank,ICIC,netbanking
        IDFC FIRST BANK,IDFB,netbanking
        Indian Bank,IDIB,netbanking
        Indusind Bank,INDB,netbanking
        Indian Overseas Bank,IOBA,netbanking
        Jammu and Kashmir Bank,JAKA,netbanking
        Jana Small Finance Bank,JSFB,netbanking
        Karnataka Bank,KARB,netbanking
        Kotak Bank,KKBK,netbanking
        Karur Vysya Bank,KVBL,netbanking
        Lakshmi Vilas Bank (Retail),LAVB_R,netbanking
        Bank Of Maharashtra,MAHB,netbanking
        Punjab National Bank (Retail),PUNB_R,netbanking
        RBL Bank,RATN,netbanking
        State Bank of India,SBIN,netbanking
        Standard Chartered,SCBL,netbanking
        South Indian Bank,SIBL,netbanking
        Saraswat Co-operative Bank,SRCB,netbanking
        Shamrao Vithal Co.Operative Bank,SVCB,netbanking
        Tamilnadu Mercantile Bank,TMBL,netbanking
        Union Bank of India,UBIN,netbanking
        UCO Bank,UCBA,netbanking
        Ujjivan Bank,UJVN,netbanking
        Axis Bank,UTIB,netbanking
        Yes Bank,YESB,netbanking
        A.P. Mahesh Co-operative Urban Bank,APMC,upi
        Abhyudaya Co-operative Bank,ABHY,upi
        Adarsh Co-operative Bank,ACBX,upi
        Adarsh Co-operative Urban Bank,ACUX,upi
        Aditya Birla Idea Payments Bank,ABPB,upi
        Ahmedabad District Co-operative Bank,ADBX,upi
        Ahmedabad Mercantile Co-operative Bank,AMCB,upi
        Ahmednagar Merchants Co-operative Bank,AMDN,upi
        Airtel Payments Bank,AIRP,upi
        Akola District Central Co-operative Bank,ADCC,upi
        Allahabad Bank,ALLA,upi
        Allahabad Up Gramin Bank,AUGX,upi
        Anand Mercantile Co-operative Bank,TAMX,upi
        Andhra Bank,ANDB,upi
        Andhra Pradesh Grameena Vikas Bank,APGV,upi
        Andhra Pradesh State Co-operative Bank,APBL,upi
        Andhra Pragathi Grameena Bank,APGB,upi
        Apna Sahakari Bank,ASBL,upi
        Assam Gramin Vikash Bank,AGVX,upi
        Associate Co-operative Bank,ASOX,upi
        AU Small Finance Bank,AUBL,upi
        Axis Bank,AXIS,upi
        Axis Bank,UTIB,upi
        Banaskantha District Central Co-operative Bank,BKDX,upi
        Banaskantha Mercantile Co-operative Bank,BMPX,upi
        Bandhan Bank,BDBL,upi
        Bank of America,BOFA,upi
        Bank of Baroda (Retail),BARB_R,upi
        Bank of India,BKID,upi
        Bank of Maharashtra,MAHB,upi
        Baramati Sahakari Bank,BARA,upi
        Baroda Central Co-operative Bank,BRDX,upi
        Baroda Gujarat Gramin Bank,BGGX,upi
        Baroda Rajasthan Kshetriya Gramin Bank,BRGX,upi
        Baroda Uttar Pradesh Gramin Bank,BUGX,upi
        Bassein Catholic Co-operative Bank,BACB,upi
        Bhagini Nivedita Sahakari Bank Pune,BNSB,upi
        Bharat Co-operative Bank,BCBM,upi
        Bhilwara Urban Co-operative Bank,BHUX,upi
        Canara Bank,CNRB,upi
        Capital Small Finance Bank,CLBL,upi
        Catholic Syrian Bank,CSBK,upi
        Central Bank of India,CBIN,upi
        Chaitanya Godavari Grameena Bank,CGGX,upi
        Chartered Sahakari Bank Niyamitha,CSBX,upi
        Chhattisgarh Rajya Gramin Bank,CGBX,upi
        Chhattisgarh Rajya Gramin Bank,CRGB,upi
        CITI Bank,CITI,upi
        Citizen Co-operative Bank,CCBX,upi
        Citizen Credit Co-operative Bank,CCBL,upi
        Citizens Co-operative Bank,CTBX,upi
        City Union Bank,CIUB,upi
        Coastal Local Area Bank,COAS,upi
        Coastal Local Area Bank,COLX,upi
        Corporation Bank,CORP,upi
        Cosmos Co-operative Bank,COSB,upi
        Dakshin Bihar Gramin Bank,BGBX,upi
        Dakshin Bihar Gramin Bank,MBGX,upi
        Darussalam Co-operative Urban Bank,DCUX,upi
        DCB Bank,DCBL,upi
        Dena Bank,BKDN,upi
        Dena Gujarat Gramin Bank,DEGX,upi
        Deutsche Bank,DEUT,upi
        Development Bank of Singapore,DBSS,upi
        Dhanlaxmi Bank,DLXB,upi
        Dombivli Nagari Sahakari Bank,DNSB,upi
        Equitas Small Finance Bank,ESFB,upi
        Esaf Small Finance Bank,ESMF,upi
        Federal Bank,FDRL,upi
        Fincare Small Finance Bank,FSFB,upi
        Fingrowth Co-operative Bank,FGCB,upi
        Fino Payments Bank,FINO,upi
        Gadchiroli District Central Co-operative Bank,GDCB,upi
        Gayatri Co-operative Urban Bank,GCUX,upi
        Gopinath Patil Parsik Janata Sahakari Bank,PJSB,upi
        Greater Bombay Co-operative Bank,GBCB,upi
        Gujarat State Co-operative Bank,GSCB,upi
        HASTI Co-operative Bank,HCBL,upi
        HDFC Bank,HDFC,upi
        Himachal Pradesh Gramin Bank,HMBX,upi
        Himachal Pradesh State Co-operative Bank,HPSC,upi
        Hongkong & Shanghai Banking Corporation,HSBC,upi
        Hutatma Sahakari Bank,HUTX,upi
        ICICI Bank,ICIC,upi
        IDBI Bank,IBKL,upi
        IDFC FIRST Bank,IDFB,upi
        India Post Payments Bank,IPOS,upi
        Indian Bank,IDIB,upi
        Indian Overseas Bank,IOBA,upi
        Indore Paraspar Sahakari Bank,IPSX,upi
        Indusind Bank,INDB,upi
        J&K Grameen Bank,XJKG,upi
        Jalgaon Janata Bank,JJSB,upi
        Jalna Merchants Co-operative Bank,JMCX,upi
        Jammu and Kashmir Bank,JAKA,upi
        Jana Small Finance Bank,JSFB,upi
        Janakalyan Sahakari Bank,JSBL,upi
        "Janaseva Sahakari Bank, Pune",JANA,upi
        Janata Sahakari Bank (Pune),JSBP,upi
        Jharkhand Rajya Gramin Bank,VGBX,upi
        Jio Payments Bank,JIOP,upi
        Jivan Commercial Co-operative Bank,JVCX,upi
        Kaira District Central Co-operative Bank,KARX,upi
        Kallappanna Awade Ichalkaranji Janata Sahakari Bank,KAIJ,upi
        Kalupur Commercial Co-operative Bank,KCCB,upi
        Kalyan Janata Sahakari Bank,KJSB,upi
        Karnataka Bank,KARB,upi
        Karnataka Gramin Bank,PKGB,upi
        Karnataka State Co-operative Apex Bank,KSCB,upi
        Karnataka Vikas Grameena Bank,KVGB,upi
        Karur Vysya Bank,KVBL,upi
        Kashi Gomti Samyut Gramin Bank,KGSX,upi
        Kaveri Grameena Bank,KGRB,upi
        Kerala Gramin Bank,KLGB,upi
        Kokan Mercantile Co-operative Bank,KMCB,upi
        Kolhapur District Central Co-operative Bank,KPCX,upi
        Kotak Mahindra Bank,KKBK,upi
        Krishna Bhima Samruddhi Local Area Bank,KBSX,upi
        Lakshmi Vilas Bank (Retail),LAVB_R,upi
        Langpi Dehangi Rural Bank,LDRX,upi
        Mahanagar Co-operative Bank,MCBL,upi
        Maharashtra Gramin Bank,MAHG,upi
        Maharashtra State Co-operative Bank,MSCI,upi
        Malad Sahakari Ban,MSBL,upi
        Malviya Urban Co-operative Bank,MALX,upi
        Malwa Gramin Bank,MGRB,upi
        Manipur Rural Bank,MRBX,upi
        Manvi Pattana Souharda Sahakari Bank Ni,MVIX,upi
        Maratha Co-operative Bank,MRTX,upi
        Meghalaya Rural Ban,MERX,upi
        Mehsana Urban Co-operative Bank,MSNU,upi
        Merchants Souharda Sahakara Bank Niyamitha,MSSX,upi
        Mizoram Rural Bank,MZRX,upi
        Modasa Nagarik Sahakari Bank,TMSX,upi
        Model Co-operative Bank,MDBK,upi
        Mumbai District Central Co-operative Bank,MDCB,upi
        Municipal Co-operative Bank,MUBL,upi
        Muslim Co-operative Bank,MSLM,upi
        "Nagrik Sahakari Bank, Vidisha",NBMX,upi
        Nainital Bank,NTBL,upi
        NKGSB Co-operative Bank,NKGS,upi
        North East Small Finance Bank,NESF,upi
        NSDL Payments Bank,NSPB,upi
        Nutan Nagarik Sahakari Bank,NNSB,upi
        Oriental Bank of Commerce,ORBC,upi
        Pali Urban Co-operative Bank,PALX,upi
        Paschim Banga Gramin Bank,PASX,upi
        Patan Nagarik Sahakari Bank,PTSX,upi
        Paytm Payments Bank,PYTM,upi
        Pochampally Co-operative Urban Bank,PCUX,upi
        Pragathi Krishna Gramin Bank,PGBX,upi
        Prathama Bank,PRTH,upi
        Prathama UP Gramin Bank,SUBX,upi
        Prime Co-operative Bank,PMEC,upi
        Priyadarshani Nagari Sahakari Bank Jalna.,PDSX,upi
        Pune Cantonment Sahakari Bank,PCTX,upi
        Punjab & Maharashtra Co-operative Bank,PMCB,upi
        Punjab & Sind Bank,PSIB,upi
        Punjab Gramin Bank,PUGX,upi
        Punjab National Bank (Retail),PUNB_R,upi
        Purvanchal Gramin Bank,PURX,upi
        Rajasthan Marudhara Gramin Bank,MDGX,upi
        Rajasthan Marudhara Gramin Bank,RMGB,upi
        Rajgurunagar Sahakari Bank,RSBL,upi
        Rajkot Nagarik Sahakari Bank,RNSB,upi
        Rani Channamma Mahila Sahakari Bank,ZRNB,upi
        RBL Bank,RATN,upi
        Sabarkantha District Central Co-operative Bank,SADX,upi
        Samarth Sahakari Bank,SBLS,upi
        Samruddhi Co-operative Bank,SCOB,upi
        Sandur Pattana Souharda Sahakari Bank Niyamitha,SPSX,upi
        Saraswat Co-operative Bank,SRCB,upi
        Sarva Haryana Gramin Bank,HGBX,upi
        Sarvodaya Commerical Co-operative Bank,SVCX,upi
        Satara District Central Co-operative Bank,SDCE,upi
        Saurashtra Gramin Bank,SAGX,upi
        Saurashtra Gramin Bank,SGBA,upi
        SBM Bank,STCB,upi
        Shivalik Small Finance Bank,SMCB,upi
        Shree Dharati Co-operative Bank,SRHX,upi
        Shree Kadi Nagarik Sahakari Bank,KDIX,upi
        Shri Arihant Co-operative Bank,SACB,upi
        Shri Basaveshwar Sahakari Bank Nyt.bagalkot,BASX,upi
        Shri Chhatrapati Rajashri Shahu Urban Co-operative Bank,CRUB,upi
        Shri Mahila Sewa Sahakari Bank,SEWX,upi
        Shri Rajkot District Co-operative Bank,RJTX,upi
        Shri Veershaiv Co-operative Bank,VCCX,upi
        Sindhudurg District Central Co-operative Bank,SIDC,upi
        Smriti Nagrik Sahakari Bank,SNSX,upi
        South Indian Bank,SIBL,upi
        Sri Vasavamba Co-operative Bank,SVAX,upi
        Standard Chartered Bank,SCBL,upi
        State Bank of India,SBIN,upi
        Sterling Urban Co-operative Bank,STRX,upi
        Suco Souharda Sahakari Bank,SSDX,upi
        Surat District Co-operative Bank,SDCB,upi
        Surat National Co-operative Bank,SUNB,upi
        Surat People's Co-operative Bank,SPCB,upi
        Suryoday Small Finance Bank,SURY,upi
        Sutex Co-operative Bank,SUTB,upi
        Suvarnayug Sahakari Bank,SUVX,upi
        SVC Co-operative Bank,SVCB,upi
        Syndicate Bank,SYNB,upi
        Tamilnad Mercantile Bank,TMBL,upi
        Telangana Grameena Bank,DGBX,upi
        Telangana State Co-operative Apex Bank,TSAB,upi
        Thane Bharat Sahakari Bank,TBSB,upi
        Thane District Central Co-operative Bank,TDCB,upi
        The Vijay Co-operative Bank,VCOB,upi
        TJSB Sahakari Bank,TJSB,upi
        Tripura Gramin Bank,TGBX,upi
        UCO Bank,UCBA,upi
        Udaipur Mahila Samridhi Urban Co-operative Bank,UMSX,upi
        Udaipur Mahila Urban Co-operative Bank,TUMX,upi
        Udaipur Urban Co-operative Bank,UUCB,upi
        Udaipur Urban Co-operative Bank,UUCX,upi
        Ujjivan Small Finance Bank,UJVN,upi
        Union Bank of India,UBIN,upi
        United Bank of India,UTBI,upi
        Unity Small Finance Bank Limited,UNBA,upi
        Urban Co-operative Bank Dharangaon,TUDX,upi
        Utkarsh Small Finance Bank,UTKS,upi
        Uttarakhand Gramin Bank,UTGX,upi
        Vallabh Vidyanagar Commercial Bank,VVCX,upi
        Varachha Co-operative Bank,VARA,upi
        Vasai Vikas Sahakari Bank,VVSB,upi
        Vijaya Bank,VIJB,upi
        Vikas Souharda Co-operative Bank,VSCX,upi
        Visakhapatnam Co-operative Bank,VISX,upi
        Vishweshwar Sahakari Bank,VSBL,upi
        Yadagiri Lakshmi Narsimha Swamy Co-operative Urban Bank,YLNX,upi
        Yes Bank,YESB,upi
        ICICI,,debit_card
        Federal,,debit_card
        """#
}
