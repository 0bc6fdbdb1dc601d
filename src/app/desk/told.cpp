#include "app/desk/told.hpp"

#include "app/gate/replies.hpp"
#include "app/records/protected_people.hpp"
#include "app/records/reading_reason.hpp"
#include "app/views/shell.hpp"
#include "domain/lives/reason.hpp"

namespace parvis::desk {

std::string who_did(const records::LogRow& row, const Texts& t) {
  if (row.actor == "job") return t("Parvis, by itself");
  if (row.actor == "operator") return t("Whoever runs Parvis");
  const auto role = access::role_of(row.role);
  auto in_role = role                              ? t(access::in_words(*role))
                 : row.role.starts_with("beside:") ? t("with a coordinator beside")
                                                   : std::string();
  if (row.account_name.empty()) return in_role;
  return in_role.empty() ? row.account_name : row.account_name + ", " + in_role;
}

std::string what_was_done(const records::LogRow& row, const Texts& t) {
  const auto act = store::act_of(row.act);
  return act ? t(store::in_words(*act)) : row.act;
}

std::string what_about(const records::LogRow& row, const Texts& t) {
  // The number as it is written in the search for it.
  if (row.person) return t(say("Person {n}").with("n", std::to_string(row.person->number)));
  if (row.thing == "account") return t("An account");
  if (row.thing == "role_grant") return t("A role");
  return row.thing;
}

std::string why_it_was_done(const records::LogRow& row, const Texts& t) {
  if (const auto role = access::role_of(row.reason)) return t(access::in_words(*role));
  if (const auto look = records::look_of(row.reason)) return t(records::in_words(*look));
  if (const auto reading = records::reading_reason_of(row.reason)) return t(records::in_words(*reading));
  if (const auto reason = lives::reason_of(row.reason)) return t(lives::in_words(*reason));
  if (row.reason == foreign_form) return t("A form that was not sent from our own page");
  return row.reason;
}

views::LifeLine life_line(const records::LogRow& row, const Texts& t) {
  return {row.at, what_was_done(row, t), who_did(row, t)};
}

http::Response sign_in_again(const web::Asked& asked, std::string_view path) {
  const auto back = http::percent_encoded(views::address(asked.t, path).text());
  return web::see_other(Url::path(views::address(asked.t, "/logga-in/igen").text() + "?till=" + back));
}

}  // namespace parvis::desk
