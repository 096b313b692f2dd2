//! Words of correspondence and of the files it lies in.

use super::Said;

/// A subject of letters: the file, from whom it comes or to whom it goes, and what it is about.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::example) struct Subject {
    /// The file of Appendix 1.
    pub(in crate::example) file: &'static str,
    /// The other side.
    pub(in crate::example) other: Said,
    /// What it is about.
    pub(in crate::example) about: Said,
    /// What the answer to it is about.
    pub(in crate::example) answer: Said,
    /// Whether it is of a partner abroad; then all of it is in English.
    pub(in crate::example) abroad: bool,
}

const fn subject(file: &'static str, other: Said, about: Said, answer: Said) -> Subject {
    Subject {
        file,
        other,
        about,
        answer,
        abroad: false,
    }
}

const fn abroad(other: &'static str, about: &'static str, answer: &'static str) -> Subject {
    Subject {
        file: "2",
        other: [other; 2],
        about: [about; 2],
        answer: [answer; 2],
        abroad: true,
    }
}

const INSPECTION: Said = ["Аумақтық инспекция", "Территориальная инспекция"];
const DEPARTMENT: Said = ["Полиция департаменті", "Департамент полиции"];
const OFFICE: Said = ["Аудан әкімінің аппараты", "Аппарат акима района"];

/// What comes in.
pub(in crate::example) const COME: [Subject; 9] = [
    subject(
        "2",
        super::INSPECTION,
        [
            "Заңсыз аңшылық фактілері бойынша материалдарды салыстыру туралы",
            "О сверке материалов по фактам незаконной охоты",
        ],
        ["Материалдарды салыстыру нәтижесі туралы", "О результатах сверки материалов"],
    ),
    subject(
        "2",
        ["Облыстық ветеринария басқармасы", "Областное управление ветеринарии"],
        ["Мал тасымалын бақылауды күшейту туралы", "Об усилении контроля перевозок скота"],
        ["Мал тасымалын бақылау нәтижесі туралы", "О результатах контроля перевозок скота"],
    ),
    subject(
        "2",
        OFFICE,
        ["Су тасқыны кезінде балықты қорғау туралы", "Об охране рыбы в период паводка"],
        ["Қабылданған шаралар туралы", "О принятых мерах"],
    ),
    subject(
        "2",
        super::HUNTERS,
        ["Аңшылық маусымының ашылуы туралы", "Об открытии сезона охоты"],
        ["Бірлескен кезекшілік туралы", "О совместном дежурстве"],
    ),
    subject(
        "2",
        ["Табиғи ресурстар басқармасы", "Управление природных ресурсов"],
        [
            "Орман қорындағы өрттер туралы мәлімет беру туралы",
            "О представлении сведений о пожарах в лесном фонде",
        ],
        ["Мәлімет жолдау туралы", "О направлении сведений"],
    ),
    subject(
        "4",
        INSPECTION,
        [
            "Бірлескен іс-шаралар жоспарына ұсыныстар туралы",
            "О предложениях в план совместных мероприятий",
        ],
        ["Жоспарға ұсыныстар жолдау туралы", "О направлении предложений в план"],
    ),
    subject(
        "4",
        DEPARTMENT,
        ["Жартыжылдық жоспардың жобасы туралы", "О проекте плана на полугодие"],
        ["Жоспар жобасына ескертулер туралы", "О замечаниях к проекту плана"],
    ),
    subject(
        "5",
        DEPARTMENT,
        ["Қызметкерлерді оқытуға жіберу туралы", "О направлении сотрудников на обучение"],
        ["Оқуға жіберілгендер тізімі туралы", "О списке направленных на обучение"],
    ),
    subject(
        "5",
        ["Ішкі істер министрлігі", "Министерство внутренних дел"],
        ["Қызметтік көліктің жай-күйі туралы", "О состоянии служебного транспорта"],
        ["Көліктің жай-күйі туралы мәлімет", "Сведения о состоянии транспорта"],
    ),
];

/// What partners abroad write.
pub(in crate::example) const ABROAD: [Subject; 3] = [
    abroad(
        "Example Saiga Trust",
        "Invitation to a workshop on patrols of migration routes",
        "Reply to the invitation to the workshop",
    ),
    abroad(
        "Sample Institute of Animal Health",
        "Guidance on quarantine posts for transboundary diseases",
        "Comments on the guidance on quarantine posts",
    ),
    abroad(
        "Imaginary Network against Wildlife Crime",
        "Request for figures on seizures of horns",
        "Figures on seizures of horns",
    ),
];

/// What goes out of one's own accord.
pub(in crate::example) const GO: [Subject; 6] = [
    subject(
        "2",
        INSPECTION,
        ["Бірлескен рейдке маман бөлу туралы", "О выделении специалиста для совместного рейда"],
        ["Маман бөлу туралы", "О выделении специалиста"],
    ),
    subject(
        "2",
        super::VETERINARY,
        ["Мал қорымдарының тізімін беру туралы", "О представлении списка скотомогильников"],
        ["Мал қорымдарының тізімі", "Список скотомогильников"],
    ),
    subject(
        "2",
        OFFICE,
        [
            "Қоғаммен түсіндіру жұмысын ұйымдастыру туралы",
            "Об организации разъяснительной работы с населением",
        ],
        ["Жиындар кестесі туралы", "О графике сходов"],
    ),
    subject(
        "4",
        INSPECTION,
        ["Бірлескен рейдтер кестесін келісу туралы", "О согласовании графика совместных рейдов"],
        ["Кестені келісу туралы", "О согласовании графика"],
    ),
    subject(
        "5",
        DEPARTMENT,
        ["Жанар-жағармай лимитін ұлғайту туралы", "Об увеличении лимита горюче-смазочных материалов"],
        ["Лимит бөлу туралы", "О выделении лимита"],
    ),
    subject(
        "2",
        ["Сот орындаушылары палатасы", "Палата судебных исполнителей"],
        ["Айыппұлдарды салыстыру туралы", "О сверке штрафов"],
        ["Салыстыру актісі", "Акт сверки"],
    ),
];

/// A file of a body's own.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::example) struct OwnFile {
    /// Its title.
    pub(in crate::example) title: Said,
    /// What papers in it are about.
    pub(in crate::example) about: Said,
    /// The registers whose entries lie in it.
    pub(in crate::example) registers: &'static [&'static str],
}

const fn own(title: Said, about: Said, registers: &'static [&'static str]) -> OwnFile {
    OwnFile { title, about, registers }
}

/// Files of bodies' own.
pub(in crate::example) const OWN: [OwnFile; 5] = [
    own(
        ["Карантин бекеттері жөніндегі құжаттар", "Документы по карантинным постам"],
        ["Карантин бекетіне су және отын жеткізу туралы", "О доставке воды и топлива на карантинный пост"],
        &[],
    ),
    own(
        [
            "Қызметтік қару мен арнайы құралдар жөніндегі құжаттар",
            "Документы по служебному оружию и специальным средствам",
        ],
        ["Қызметтік қаруды тексеру актісі туралы", "Об акте проверки служебного оружия"],
        &["charge"],
    ),
    own(
        [
            "Аңшылық шаруашылықтарымен өзара іс-қимыл құжаттары",
            "Документы по взаимодействию с охотничьими хозяйствами",
        ],
        ["Аңшылық шаруашылығы қорықшыларының тізімі туралы", "О списке егерей охотничьего хозяйства"],
        &[],
    ),
    own(
        ["Жеке құрамды оқыту жөніндегі құжаттар", "Документы по обучению личного состава"],
        ["Оқу-әдістемелік құралдар туралы", "Об учебно-методических пособиях"],
        &["best_practice", "knowledge_test", "lesson"],
    ),
    own(
        [
            "Халықпен және бұқаралық ақпарат құралдарымен жұмыс",
            "Работа с населением и средствами массовой информации",
        ],
        ["Түсіндіру жұмысының жоспары туралы", "О плане разъяснительной работы"],
        &["awareness_talk", "publication"],
    ),
];

/// By what terms of retention are set.
pub(in crate::example) const BASES: [Said; 2] = [
    ["Сараптау комиссиясының № 2 хаттамасы", "Протокол № 2 экспертной комиссии"],
    [
        "Орган бастығының істер номенклатурасы туралы бұйрығы",
        "Приказ начальника органа о номенклатуре дел",
    ],
];

/// Who sits in a commission.
pub(in crate::example) const COMMISSION: [Said; 3] = [
    ["Төраға: орган бастығының орынбасары", "Председатель: заместитель начальника органа"],
    ["Мүше: кеңсе меңгерушісі", "Член: заведующий канцелярией"],
    ["Мүше: аға инспектор", "Член: старший инспектор"],
];
