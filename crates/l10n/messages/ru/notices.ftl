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
