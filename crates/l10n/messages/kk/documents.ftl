# Құжаттың өмірі: жоба, қол қою, жіберу, алу, ескертпемен қайтару.

document-none = басталмаған
document-draft = жоба
document-signed = қол қойылды
document-sent = жіберілді
document-received = алынды
document-returned = ескертпемен қайтарылды

document-was-prepared = Жоба дайындалды
document-was-signed = Қол қойылды, көрсеткіштер бекітілді
document-was-sent = Жоғары тұрған органға жіберілді
document-was-received = Жоғары тұрған орган алды
document-was-returned = Ескертпемен қайтарылды
document-was-revised = Жобаның мәтіні қайта жазылды
document-text-was-signed = Қол қойылды, мәтін мен көрсеткіштер бекітілді
document-was-sent-below = Төмен тұрған органдарға жіберілді

document-stale = Осы арада басқа қызметкер құжатпен басқа әрекет жасады. Құжаттың қазіргі күйін қарап, қайталаңыз.
document-not-now = Құжаттың қазіргі күйінде бұл әрекет жасалмайды. Күйі: { $state }.
document-same-person = Жобаны дайындаған адам оған қол қоймайды: басқа адам қол қоюы керек.
document-no-remark = Ескертпені жазыңыз: органның нені түзетуі керек екені көрінуі тиіс.
document-lacking = Құжат толық емес: тақырыбы мен міндетті бөліктерін жазыңыз.
document-too-long = Мәтін тым ұзын. Ең көбі: { $most } таңба.
document-not-over = Кезең әлі аяқталған жоқ. Құжатқа кезеңнің соңғы күнінен кейін қол қойылады.
