//! Words of the directories: vehicles, partners, enterprises, natural objects.

use crate::example::seed::Seed;

/// Kinds of vehicles with their makes, the commonest first.
pub(in crate::example) const MAKES: [(&str, &[&str], u64); 9] = [
    ("offroad", &["УАЗ-3163", "УАЗ-3909", "Lada Niva", "Toyota Hilux"], 46),
    ("car", &["Lada Granta", "Hyundai Accent"], 18),
    ("boat", &["Казанка-5М4", "Прогресс-4", "ПВХ қайық, 4,2 м"], 12),
    ("quad", &["CFMOTO X8"], 6),
    ("snowmobile", &["Буран АЕ", "Yamaha VK540"], 6),
    ("drone", &["DJI Mavic 3", "DJI Matrice 30"], 6),
    ("motorcycle", &["Урал"], 3),
    ("truck", &["ГАЗ-66", "КамАЗ-4350"], 2),
    ("cutter", &["Қызметтік катер КС-110"], 1),
];

/// A partner as directories write it.
#[derive(Debug)]
pub(in crate::example) struct Known {
    /// Its kind.
    pub(in crate::example) kind: &'static str,
    /// Its name in Kazakh; the second is that of the body beside the ministry.
    pub(in crate::example) name: [&'static str; 2],
    /// The same in Russian.
    pub(in crate::example) name_ru: [&'static str; 2],
    /// What it was called before.
    pub(in crate::example) former: Option<&'static str>,
    /// The post of whom one calls.
    pub(in crate::example) post: &'static str,
}

const fn known(kind: &'static str, name: [&'static str; 2], name_ru: [&'static str; 2], former: Option<&'static str>, post: &'static str) -> Known {
    Known {
        kind,
        name,
        name_ru,
        former,
        post,
    }
}

/// Partners.
pub(in crate::example) static PARTNERS: [Known; 6] = [
    known(
        "np",
        [
            "Орман шаруашылығы және жануарлар дүниесі аумақтық инспекциясы",
            "Орман шаруашылығы және жануарлар дүниесі комитеті",
        ],
        [
            "Территориальная инспекция лесного хозяйства и животного мира",
            "Комитет лесного хозяйства и животного мира",
        ],
        Some("Орман және аңшылық шаруашылығы аумақтық басқармасы"),
        "Бөлім басшысы",
    ),
    known(
        "vet",
        [
            "Ветеринариялық бақылау және қадағалау аумақтық инспекциясы",
            "Ветеринариялық бақылау және қадағалау комитеті",
        ],
        [
            "Территориальная инспекция ветеринарного контроля и надзора",
            "Комитет ветеринарного контроля и надзора",
        ],
        Some("Мемлекеттік ветеринариялық инспекция"),
        "Бас мемлекеттік инспектор",
    ),
    known("executive", ["Ауыл шаруашылығы бөлімі"; 2], ["Отдел сельского хозяйства"; 2], None, "Бас маман"),
    known(
        "public",
        ["Аңшылар мен балықшылар қоғамы"; 2],
        ["Общество охотников и рыболовов"; 2],
        None,
        "Төраға",
    ),
    known("police", ["Көліктегі полиция бөлімі"; 2], ["Линейный отдел полиции"; 2], None, "Кезекші"),
    known("other", ["Экология департаменті"; 2], ["Департамент экологии"; 2], None, "Бөлім басшысы"),
];

/// What an agreement with a partner is about.
pub(in crate::example) const AGREEMENTS: [&str; 4] = [
    "Бірлескен рейдтер өткізу және ақпарат алмасу туралы",
    "Карантиндік іс-шаралар кезіндегі өзара іс-қимыл туралы",
    "Анықталған құқық бұзушылықтар бойынша материалдарды беру тәртібі туралы",
    "О порядке обмена сведениями и совместных выездах",
];

/// Streets of offices; any town may have them.
pub(in crate::example) const STREETS: [&str; 5] = ["Орталық көшесі", "Достық көшесі", "Бейбітшілік көшесі", "Жастар көшесі", "Сарыарқа көшесі"];

/// What is forbidden or limited, by the regime.
pub(in crate::example) const CLOSED: [&str; 3] = [
    "Аң аулауға, балық аулауға, ағаш кесуге және көлікпен жүруге тыйым салынған.",
    "Кез келген шаруашылық қызметке тыйым салынған, кіру рұқсатпен.",
    "Запрещены охота, лов рыбы, рубка и проезд техники.",
];

/// What is limited all year.
pub(in crate::example) const LIMITED: [&str; 3] = [
    "Аң аулауға тыйым салынған; мал жаюға ұяламайтын кезеңде рұқсат етіледі.",
    "Ағаш кесуге және жаңа жол салуға тыйым салынған.",
    "Ограничены охота и движение моторных лодок.",
];

/// An invented telephone number.
pub(in crate::example) fn phone(seed: &mut Seed) -> String {
    format!("+7 (000) {:03}-{:02}-{:02}", seed.between(200, 999), seed.between(0, 99), seed.between(0, 99))
}
