# Уведомления заявителю.

notice-extension = Уведомление о продлении срока рассмотрения
notice-forwarding = Уведомление о направлении по компетенции
notice-dated = По обращению № { $number } от { $received }
notice-extended = Ваше обращение № { $number } от { $received } находится на рассмотрении. Срок рассмотрения продлен до { $until }.
notice-reason = Основание продления: { $reason }.
notice-forwarded = Ваше обращение № { $number } от { $received } направлено по компетенции. Дата направления: { $sent }.
notice-forwarded-to = Куда направлено: { $to }.
notice-forwarded-answer = Ответ Вам даст этот орган.
notice-print = { $notice } (PDF)
notice-coupon = Талон о приеме обращения
coupon-number = Номер талона
coupon-in-book = Номер в книге учета
coupon-time = Время приема
coupon-by = Кто принял
coupon-until = Ответ будет дан не позднее
coupon-no-term = срок не установлен
coupon-stated = Время приема указано в записи.
coupon-entered = Временем приема считается момент, когда обращение введено в учет: оно введено в день поступления.
coupon-late = Час приема не записан. Обращение введено позже: { $moment }.
coupon-signature = Принял
