#include <charconv>

#include "app/desk/desk.hpp"
#include "app/desk/told.hpp"
#include "app/gate/replies.hpp"

namespace parvis::desk {
namespace {

using access::Doing;
using access::Thing;
using web::Asked;
using web::Method;
using web::Policy;
using web::Route;

std::optional<std::int64_t> whole_number(const std::string& text) {
  std::int64_t number = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || at != text.data() + text.size() || number <= 0) return std::nullopt;
  return number;
}

/// The log for auditors: all of it, but looks at protected records only for the data protection officer.
http::Response log(City& city, Asked& asked) {
  const auto& asker = asked.visitor->asker;
  const auto day = asked.now.day_utc();
  const auto verdict = access::may(asker, Thing::audit_log, Doing::read, {}, day);
  if (!verdict.is_allowed()) return denied(city, asked);
  views::LogShown shown;
  shown.person = asked.field("person");
  shown.act = asked.field("act");
  shown.acts.push_back({"", asked.t("Anything")});
  for (const auto act : store::all_acts())
    shown.acts.push_back({std::string(store::id_of(act)), asked.t(store::in_words(act))});
  records::LogWish wish;
  if (store::act_of(shown.act)) wish.act = shown.act;
  if (const auto before = whole_number(asked.field("before"))) wish.before = *before;
  if (!shown.person.empty()) {
    const auto number = whole_number(shown.person);
    if (number)
      wish.person = store::PersonId{*number};
    else
      shown.faults.push_back({"person", say("Write the person's number, for example 12.")});
  }
  access::Relation of_protected;
  of_protected.is_protected = true;
  // Looks at protected records are read with a reason, and this page asks for none.
  const auto of_looks = access::may(asker, Thing::log_of_protected, Doing::read, of_protected, day);
  wish.with_protected = of_looks.is_allowed() && !of_looks.conditions.has(access::Condition::needs_reason);
  if (shown.faults.empty()) {
    const auto read = records::read_log(city.store, actor_of(city, *asked.visitor, role_of(verdict)),
                                        asked.now, wish, records::ReadingOf::others);
    if (!read) return failed(read.error(), asked.t);
    for (const auto& row : read->rows)
      shown.rows.push_back({row.number,
                            row.at,
                            what_was_done(row, asked.t),
                            who_did(row, asked.t),
                            {},
                            what_about(row, asked.t),
                            why_it_was_done(row, asked.t),
                            row.person ? row.person->number : 0});
    if (read->next) {
      shown.next_query = "before=" + std::to_string(*read->next);
      if (!shown.person.empty()) shown.next_query += "&person=" + http::percent_encoded(shown.person);
      if (!wish.act.empty()) shown.next_query += "&act=" + wish.act;
    }
  }
  const int status = shown.faults.empty() ? 200 : 400;
  return web::html_reply(views::log_page(shown, desk_of(asked), asked.t), asked.t, web::Kept::not_at_all,
                         status);
}

}  // namespace

std::vector<Route> log_routes(City& city) {
  return {{Method::get, "/logg", Policy::may(Thing::audit_log, Doing::read),
           [&city](Asked& asked) { return log(city, asked); }}};
}

}  // namespace parvis::desk
