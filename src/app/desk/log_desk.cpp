#include <charconv>

#include "app/desk/desk.hpp"
#include "app/desk/told.hpp"
#include "app/gate/replies.hpp"
#include "app/records/reading_reason.hpp"
#include "app/views/log_pages.hpp"

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

std::vector<views::Option> reasons_to_read(const Texts& t) {
  std::vector<views::Option> reasons;
  for (const auto why : records::all_reading_reasons)
    reasons.push_back({std::string(records::id_of(why)), t(records::in_words(why))});
  return reasons;
}

access::Verdict may_read_looks(const Asked& asked, const access::Asker& asker) {
  access::Relation of_protected;
  of_protected.is_protected = true;
  return access::may(asker, Thing::log_of_protected, Doing::read, of_protected, asked.now.day_utc());
}
bool may_read_looks(const Asked& asked) {
  return may_read_looks(asked, asked.visitor->asker).is_allowed();
}

/// Of an account or a person whose page nobody opens from here.
views::LogLine line_of(const records::LogRow& row, const Texts& t) {
  return {row.number,
          row.at,
          what_was_done(row, t),
          who_did(row, t),
          {},
          what_about(row, t),
          why_it_was_done(row, t),
          0};
}

/// Looks at protected records: read with a reason, by their officers and the data protection officer. What is asked
/// for is sent in a form, as on the officers' other pages.
http::Response looks(City& city, Asked& asked) {
  const auto verdict = may_read_looks(asked, asked.visitor->asker);
  if (!verdict.is_allowed()) return denied(city, asked);
  const auto& t = asked.t;
  views::ProtectedLogShown shown;
  shown.is_officer = verdict.grant && verdict.grant->role == access::Role::protection_officer;
  shown.person = asked.field("record_number");
  shown.reason = asked.field("why_looked");
  shown.reasons = reasons_to_read(t);
  records::LogWish wish;
  wish.of_protected = true;
  if (const auto before = whole_number(asked.field("before"))) wish.before = *before;
  if (const auto number = whole_number(shown.person))
    wish.person = store::PersonId{*number};
  else if (!shown.person.empty())
    shown.faults.push_back({"record_number", say("Write the person's number, for example 12.")});
  const auto why = records::reading_reason_of(shown.reason);
  if (!why) shown.faults.push_back({"why_looked", say("Choose a reason from the list.")});
  if (shown.faults.empty()) {
    wish.reason = records::id_of(*why);
    const auto read = records::read_log(city.store, actor_of(city, *asked.visitor, role_of(verdict)),
                                        asked.now, wish, records::ReadingOf::others);
    if (!read) return failed(read.error(), t);
    shown.is_read = true;
    for (const auto& row : read->rows) shown.rows.push_back(line_of(row, t));
    if (read->next) shown.before = std::to_string(*read->next);
  }
  return web::html_reply(views::protected_log_page(shown, desk_of(asked), t), t, web::Kept::not_at_all,
                         shown.faults.empty() ? 200 : 400);
}

/// The log for auditors: all of it, but for looks at protected records, which are read with a reason.
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
  if (may_read_looks(asked)) shown.reasons = reasons_to_read(asked.t);
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
           [&city](Asked& asked) { return log(city, asked); }},
          {Method::post, "/logg/skyddade", Policy::may(Thing::log_of_protected, Doing::read),
           [&city](Asked& asked) { return looks(city, asked); }}};
}

}  // namespace parvis::desk
