#include "app/accounts/outbox.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "platform/crypto/crypto.hpp"

namespace parvis::accounts {
namespace {

using store::Transaction;

constexpr std::string_view mail_table = "outgoing_mail";
constexpr std::int64_t gives_up_after_s = 24 * 3600, first_mail_wait_s = 60, longest_mail_wait_s = 3600;
/// For so long a mail is in the hands of whoever took it; then another server may try.
constexpr std::int64_t in_hand_s = 300;

constexpr db::Query add_mail{"add_mail", R"(
  INSERT INTO outgoing_mail (mail_id, city_id, account_id, content, made_at, next_try_at, gives_up_at, tries)
  VALUES ($1, $2, $3, $4, $5, $5, $6, 0))"};
constexpr db::Query mail_due{"mail_due", R"(
  SELECT mail_id, content, made_at, gives_up_at, tries FROM outgoing_mail
   WHERE city_id = $1 AND next_try_at <= $2 ORDER BY next_try_at, mail_id LIMIT $3)"};
constexpr db::Query take_mail{"take_mail", R"(
  UPDATE outgoing_mail SET next_try_at = $3, tries = tries + 1 WHERE city_id = $1 AND mail_id = $2)"};
constexpr db::Query put_back{"put_back", R"(
  UPDATE outgoing_mail SET next_try_at = $3 WHERE city_id = $1 AND mail_id = $2)"};
constexpr db::Query throw_away{"throw_away", "DELETE FROM outgoing_mail WHERE city_id = $1 AND mail_id = $2"};

struct InHand {
  std::int64_t id = 0, tries = 0;
  Moment made_at, gives_up_at;
  std::string content;
};

Result<std::vector<InHand>, db::Fault> take_due(Transaction& tx, int most) {
  PARVIS_TRY(const auto rows, tx.all(mail_due, tx.city(), tx.now(), most));
  std::vector<InHand> mails;
  for (const auto& row : rows) {
    const auto id = row.get<std::int64_t>(0);
    PARVIS_TRY(auto content, tx.open(mail_table, "content", {db::value(id)}, row.get<db::Bytes>(1)));
    PARVIS_TRY([[maybe_unused]] const auto taken,
               tx.run_unrecorded(take_mail, tx.city(), id, tx.now().plus_seconds(in_hand_s)));
    mails.push_back(
        {id, row.get<std::int64_t>(4), row.get<Moment>(2), row.get<Moment>(3), std::move(content)});
  }
  return mails;
}

std::int64_t wait_s(std::int64_t tries) {
  return std::min(longest_mail_wait_s, first_mail_wait_s << std::min<std::int64_t>(tries, 6));
}

net::Mail mail_of(const InHand& waiting, const net::Mailbox& from) {
  const auto json = nlohmann::json::parse(waiting.content, nullptr, false);
  PARVIS_ASSERT(json.is_object());  // It was authentic: we wrote it.
  const auto text = [&](const char* name) { return json.at(name).get<std::string>(); };
  const auto at = from.address.find('@');
  return {.from = from,
          .to = {text("to_name"), text("to_address")},
          .subject = text("subject"),
          .text = text("text"),
          .html = {},
          .message_id = fmt::format("{}@{}", id_text(waiting.id), from.address.substr(at + 1)),
          .written_at =
              std::chrono::sys_seconds(std::chrono::seconds(waiting.made_at.microseconds() / 1'000'000))};
}

}  // namespace

Result<void, db::Fault> queue(Transaction& tx, const Letter& letter) {
  const auto id = crypto::random_id();
  auto content = nlohmann::json{
      {"to_name", letter.to_name},
      {"to_address", letter.to_address},
      {"subject", letter.subject},
      {"text",
       letter.text}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  const db::Bytes sealed{tx.seal(mail_table, "content", {db::value(id)}, content)};
  crypto::wipe(content);
  auto added = tx.run_unrecorded(add_mail, id, tx.city(), letter.account, sealed, tx.now(),
                                 tx.now().plus_seconds(gives_up_after_s));
  if (!added) return no(std::move(added).error());
  return {};
}

Result<Sent, Failure> Outbox::send_due(const Actor& actor, Moment now, const Post& post, int most) {
  PARVIS_TRY(const auto mails,
             store_.transact(actor, now, [&](Transaction& tx) -> Result<std::vector<InHand>, Failure> {
               return told(take_due(tx, most));
             }));
  Sent sent;
  for (const auto& mail : mails) {
    const auto posted = post(mail_of(mail, from_));
    const auto next = now.plus_seconds(wait_s(mail.tries));
    const bool is_over =
        !posted && (posted.error().when == net::MailFault::When::never || next > mail.gives_up_at);
    auto written = store_.transact(actor, now, [&](Transaction& tx) -> Result<void, Failure> {
      if (posted || is_over) {
        PARVIS_ACCOUNTS_DONE(tx.run_unrecorded(throw_away, tx.city(), mail.id));
      } else {
        PARVIS_ACCOUNTS_DONE(tx.run_unrecorded(put_back, tx.city(), mail.id, next));
      }
      if (is_over)
        tx.tell({store::Act::mail_given_up,
                 {},
                 std::string(mail_table),
                 mail.id,
                 std::string(net::name_of(posted.error().why)),
                 false});
      return {};
    });
    if (!written) return no(std::move(written).error());
    ++(posted ? sent.sent : is_over ? sent.given_up : sent.waiting);
  }
  return sent;
}

}  // namespace parvis::accounts
