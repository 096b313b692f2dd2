# Өтініш берушіге хабарламалар.

notice-extension = Қарау мерзімінің ұзартылғаны туралы хабарлама
notice-forwarding = Құзыреті бойынша жіберілгені туралы хабарлама
notice-dated = № { $number } өтініш бойынша; келіп түскен күні: { $received }
notice-extended = Сіздің № { $number } өтінішіңіз (келіп түскен күні: { $received }) қаралуда. Қарау мерзімі ұзартылды. Жаңа мерзім: { $until }.
notice-reason = Ұзарту негізі: { $reason }.
notice-forwarded = Сіздің № { $number } өтінішіңіз (келіп түскен күні: { $received }) құзыреті бойынша жіберілді. Жіберілген күні: { $sent }.
notice-forwarded-to = Қайда жіберілді: { $to }.
notice-forwarded-answer = Жауапты Сізге сол орган береді.
notice-print = { $notice } (PDF)
notice-coupon = Өтініштің қабылданғаны туралы талон
coupon-number = Талонның нөмірі
coupon-in-book = Есепке алу кітабындағы нөмірі
coupon-time = Қабылданған уақыты
coupon-by = Кім қабылдады
coupon-until = Жауап беру мерзімі
coupon-no-term = мерзім белгіленбеген
coupon-stated = Қабылданған уақыты жазбада көрсетілген.
coupon-entered = Өтініш есепке келіп түскен күні енгізілген, сондықтан қабылданған уақыты – енгізілген сәті.
coupon-late = Қабылданған сағаты жазылмаған. Өтініш кейін енгізілген: { $moment }.
coupon-signature = Қабылдаған
