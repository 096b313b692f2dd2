//! Words of raids and of the plans that they carry out.

/// An item of a plan of half a year.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::example) struct Item {
    /// The kind of plan.
    pub(in crate::example) plan: &'static str,
    /// The part of the plan and the numbers in it that the item may have.
    pub(in crate::example) numbers: (i64, (i64, i64)),
    /// The kind of raid, where it is about one.
    pub(in crate::example) measure: Option<&'static str>,
    /// With whom.
    pub(in crate::example) partners: &'static [&'static str],
    /// What is to be done.
    pub(in crate::example) text: &'static str,
    /// What was done.
    pub(in crate::example) done: &'static str,
}

const fn raids(plan: &'static str, partners: &'static [&'static str], text: &'static str, done: &'static str) -> Item {
    Item {
        plan,
        numbers: if partners.is_empty() { (2, (1, 5)) } else { (3, (1, 5)) },
        measure: Some("raid"),
        partners,
        text,
        done,
    }
}

const fn sweeps(text: &'static str, done: &'static str) -> Item {
    Item {
        plan: "work",
        numbers: (2, (6, 9)),
        measure: Some("sweep"),
        partners: &[],
        text,
        done,
    }
}

const fn desk(plan: &'static str, text: &'static str, done: &'static str) -> Item {
    Item {
        plan,
        numbers: (1, (1, 9)),
        measure: None,
        partners: &[],
        text,
        done,
    }
}

/// Items about raids.
pub(in crate::example) const RAIDS: [Item; 7] = [
    raids(
        "work",
        &[],
        "Аңшылық алқаптарында браконьерлікке қарсы рейдтер өткізу.",
        "Рейдтер өткізілді, анықтамалар № 3 іске тігілді.",
    ),
    raids(
        "unit",
        &[],
        "Су айдындарында заңсыз балық аулаудың жолын кесу рейдтерін өткізу.",
        "Рейдтер кестеге сай өткізілді, нәтижесі жедел кеңесте тыңдалды.",
    ),
    raids(
        "unit",
        &[],
        "Орман қорында заңсыз ағаш кесу мен өрттің алдын алу рейдтерін өткізу.",
        "Рейдтер өткізілді, орман иелерімен әңгімелер жүргізілді.",
    ),
    raids(
        "work",
        &[],
        "Провести рейды по пресечению незаконной охоты и рыболовства.",
        "Рейды проведены, справки подшиты в дело № 3.",
    ),
    raids(
        "joint",
        &["np"],
        "Орман шаруашылығы және жануарлар дүниесі инспекциясымен бірлескен рейдтер өткізу.",
        "Бірлескен рейдтер өткізілді, тараптар қорытынды анықтамаға қол қойды.",
    ),
    raids(
        "joint",
        &["np"],
        "Совместно с территориальной инспекцией провести рейды в местах концентрации животных.",
        "Совместные рейды проведены, итоговая справка направлена в инспекцию.",
    ),
    raids(
        "unit",
        &[],
        "Мал тасымалының мал-дәрігерлік құжаттарын жолда тексеру рейдтерін өткізу.",
        "Рейдтер өткізілді, құжатсыз тасымал фактілері бойынша хаттамалар жасалды.",
    ),
];

/// Items about the sweep of each month.
pub(in crate::example) const SWEEPS: [Item; 3] = [
    sweeps(
        "Ай сайын барлық қызметтерді тартып, аумақта рейдтік пысықтау өткізу.",
        "Рейдтік пысықтаулар ай сайын өткізілді.",
    ),
    sweeps(
        "Учаскелік инспекторлармен бірге ай сайынғы рейдтік пысықтауды ұйымдастыру.",
        "Пысықтаулар өткізілді, нәтижелері айлық есепке енгізілді.",
    ),
    sweeps(
        "Ежемесячно проводить рейдовую отработку территории силами всех служб.",
        "Отработки проводились ежемесячно.",
    ),
];

/// Items of the office.
pub(in crate::example) const DESK: [Item; 7] = [
    desk(
        "work",
        "Жартыжылдық жұмыс қорытындысын талдап, шолу дайындау.",
        "Шолу дайындалып, № 1 іске тігілді.",
    ),
    desk(
        "unit",
        "Жеке құрамның заңнаманы білуін тексеріп, сынақ қабылдау.",
        "Сынақ қабылданды, өтпегендермен қайта сабақ өткізілді.",
    ),
    desk(
        "work",
        "Салынған айыппұлдардың өндірілуін сот орындаушыларымен салыстыру.",
        "Салыстыру актісі жасалды.",
    ),
    desk(
        "unit",
        "Алып қойылған қару мен аулау құралдарының сақталуын түгендеу.",
        "Түгендеу өткізілді, жетіспеушілік жоқ.",
    ),
    desk(
        "work",
        "Подготовить анализ состояния борьбы с браконьерством.",
        "Анализ подготовлен и заслушан на оперативном совещании.",
    ),
    desk(
        "joint",
        "Инспекциялармен бірлескен іс-шаралар жоспарын нақтылау.",
        "Жоспар нақтыланып, тараптар қол қойды.",
    ),
    desk(
        "work",
        "Халық арасында табиғатты қорғау туралы түсіндіру жұмысын жүргізу.",
        "Ауыл округтерінде жиындар өткізілді.",
    ),
];

/// Why an item was carried out in part, put off or not carried out.
pub(in crate::example) const FELL_SHORT: [(&str, &[&str]); 3] = [
    (
        "done_in_part",
        &[
            "Жоспарланған рейдтердің бір бөлігі қолайсыз ауа райына байланысты өткізілмеді.",
            "Техника жөндеуде болғандықтан, жоспардың бір бөлігі орындалды.",
        ],
    ),
    (
        "put_off",
        &[
            "Мерзімі келесі жартыжылдыққа ауыстырылды: қызметкерлер қоғамдық тәртіпті қорғауға тартылды.",
            "Срок перенесен из-за паводка.",
        ],
    ),
    (
        "not_done",
        &["Жауапты қызметкер ауысты, тармақ орындалмады.", "Көлік болмағандықтан орындалмады."],
    ),
];

/// How plans are called where a raid rests on them.
pub(in crate::example) fn plan(kind: &str) -> &'static str {
    match kind {
        "unit" => "бөлімшенің жұмыс жоспары",
        "joint" => "біріккен іс-шаралар жоспары",
        _ => "жұмыс жоспары",
    }
}

/// The post of whoever agrees to a raid for a partner.
pub(in crate::example) fn agrees(kind: &str) -> &'static str {
    match kind {
        "np" | "vet" => "Инспекция басшысы",
        "public" => "Қоғам төрағасы",
        _ => "Қызмет бастығы",
    }
}

/// What changed from one leg to the next, by the way of moving.
pub(in crate::example) fn changed(mode: &str) -> &'static str {
    match mode {
        "boat" => "Жағадан қайыққа отырды",
        "horse" => "Жол біткен соң атпен жүрді",
        "snowmobile" => "Қар қалың болғандықтан қар жүргішке ауысты",
        _ => "Көлікті қалдырып, жаяу жүрді",
    }
}
