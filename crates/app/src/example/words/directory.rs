//! Words of the directories: vehicles, partners, enterprises, natural objects.

use super::Said;
use crate::example::seed::Seed;

/// Kinds of vehicles with their makes, the commonest first.
pub(in crate::example) const MAKES: [(&str, &[&str], u64); 9] = [
    ("offroad", &["УАЗ-3163", "УАЗ-3909", "Lada Niva", "Toyota Hilux"], 46),
    ("car", &["Lada Granta", "Hyundai Accent"], 18),
    ("boat", &["Казанка-5М4", "Прогресс-4", "ПВХ-420"], 12),
    ("quad", &["CFMOTO X8"], 6),
    ("snowmobile", &["Буран АЕ", "Yamaha VK540"], 6),
    ("drone", &["DJI Mavic 3", "DJI Matrice 30"], 6),
    ("motorcycle", &["Урал"], 3),
    ("truck", &["ГАЗ-66", "КамАЗ-4350"], 2),
    ("cutter", &["КС-110"], 1),
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
    pub(in crate::example) former: Option<Said>,
    /// The post of whom one calls.
    pub(in crate::example) post: Said,
}

const fn known(kind: &'static str, name: [&'static str; 2], name_ru: [&'static str; 2], former: Option<Said>, post: Said) -> Known {
    Known {
        kind,
        name,
        name_ru,
        former,
        post,
    }
}

const HEAD: Said = ["Бөлім басшысы", "Начальник отдела"];

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
        Some([
            "Орман және аңшылық шаруашылығы аумақтық басқармасы",
            "Территориальное управление лесного и охотничьего хозяйства",
        ]),
        HEAD,
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
        Some(["Мемлекеттік ветеринариялық инспекция", "Государственная ветеринарная инспекция"]),
        ["Бас мемлекеттік инспектор", "Главный государственный инспектор"],
    ),
    known(
        "executive",
        ["Ауыл шаруашылығы бөлімі"; 2],
        ["Отдел сельского хозяйства"; 2],
        None,
        ["Бас маман", "Главный специалист"],
    ),
    known(
        "public",
        ["Аңшылар мен балықшылар қоғамы"; 2],
        ["Общество охотников и рыболовов"; 2],
        None,
        ["Төраға", "Председатель"],
    ),
    known(
        "police",
        ["Көліктегі полиция бөлімі"; 2],
        ["Линейный отдел полиции"; 2],
        None,
        ["Кезекші", "Дежурный"],
    ),
    known("other", ["Экология департаменті"; 2], ["Департамент экологии"; 2], None, HEAD),
];

/// What an agreement with a partner is about.
pub(in crate::example) const AGREEMENTS: [Said; 4] = [
    [
        "Бірлескен рейдтер өткізу және ақпарат алмасу туралы",
        "О проведении совместных рейдов и обмене информацией",
    ],
    [
        "Карантиндік іс-шаралар кезіндегі өзара іс-қимыл туралы",
        "О взаимодействии при карантинных мероприятиях",
    ],
    [
        "Анықталған құқық бұзушылықтар бойынша материалдарды беру тәртібі туралы",
        "О порядке передачи материалов о выявленных правонарушениях",
    ],
    [
        "Мәлімет алмасу және бірге шығу тәртібі туралы",
        "О порядке обмена сведениями и совместных выездах",
    ],
];

/// Streets of offices; any town may have them.
pub(in crate::example) const STREETS: [Said; 5] = [
    ["Орталық көшесі", "улица Центральная"],
    ["Достық көшесі", "улица Дружбы"],
    ["Бейбітшілік көшесі", "улица Мира"],
    ["Жастар көшесі", "улица Молодежная"],
    ["Сарыарқа көшесі", "улица Сарыарка"],
];

/// What is forbidden or limited, by the regime.
pub(in crate::example) const CLOSED: [Said; 2] = [
    [
        "Аң аулауға, балық аулауға, ағаш кесуге және көлікпен жүруге тыйым салынған.",
        "Запрещены охота, лов рыбы, рубка и проезд техники.",
    ],
    [
        "Кез келген шаруашылық қызметке тыйым салынған, кіру рұқсатпен.",
        "Запрещена любая хозяйственная деятельность, вход по разрешению.",
    ],
];

/// Who keeps reserves, sanctuaries and parks.
pub(in crate::example) const MANAGED: Said = [
    "Орман шаруашылығы және жануарлар дүниесі комитетінің мекемесі",
    "Учреждение Комитета лесного хозяйства и животного мира",
];

/// What is limited all year.
pub(in crate::example) const LIMITED: [Said; 3] = [
    [
        "Аң аулауға тыйым салынған; мал жаюға ұяламайтын кезеңде рұқсат етіледі.",
        "Охота запрещена; выпас разрешен вне периода гнездования.",
    ],
    ["Ағаш кесуге және жаңа жол салуға тыйым салынған.", "Запрещены рубка и прокладка новых дорог."],
    [
        "Аң аулау мен моторлы қайықтардың қозғалысы шектелген.",
        "Ограничены охота и движение моторных лодок.",
    ],
];

/// An invented telephone number.
pub(in crate::example) fn phone(seed: &mut Seed) -> String {
    format!("+7 (000) {:03}-{:02}-{:02}", seed.between(200, 999), seed.between(0, 99), seed.between(0, 99))
}
