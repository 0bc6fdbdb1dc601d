#include <algorithm>
#include <charconv>

#include "app/desk/desk.hpp"
#include "app/erasure/retention.hpp"
#include "app/gate/replies.hpp"
#include "app/views/erasure_pages.hpp"

namespace parvis::desk {
namespace {

using access::Doing;
using access::Thing;
using erasure::Rule;
using web::Asked;
using web::Method;
using web::Policy;

constexpr std::size_t most_due_shown = 100;

std::vector<erasure::Kind> all_kinds() {
  std::vector<erasure::Kind> kinds;
  for (int i = 0; i < erasure::kind_count; ++i) kinds.push_back(static_cast<erasure::Kind>(i));
  return kinds;
}

class RetentionPages {
 public:
  explicit RetentionPages(City& city) : city_(city), retention_(city.store, city.taxonomy) {}

  http::Response show(Asked& asked) const { return show_with(asked, {}); }

  http::Response set(Asked& asked) const {
    auto faults = views::Faults();
    const auto rule = wished(asked, faults);
    if (faults.empty())
      if (const auto no = erasure::judged(rule, asked.now.day_utc()))
        faults.push_back({field_of(*no), erasure::in_words(*no)});
    if (!faults.empty()) return show_with(asked, std::move(faults));
    const auto done = retention_.set(actor(asked, Doing::decide), asked.now, rule);
    if (!done) return failed(done.error(), asked.t);
    return web::see_other(views::address(asked.t, "/gallring"));
  }

 private:
  store::Actor actor(const Asked& asked, Doing doing) const {
    const auto day = asked.now.day_utc();
    for (const auto& grant : access::grants_that_hold(asked.visitor->asker, day))
      if (Policy::may(Thing::erasure, doing)
              .lets_in({true, asked.visitor->asker.has_second_factor, {grant}}, day))
        return actor_of(city_, *asked.visitor, access::id_of(grant.role));
    return actor_of(city_, *asked.visitor, "own");
  }

  /// Does a grant reach this programme, or, without one, the whole city?
  static bool reaches(const Asked& asked, Doing doing, std::optional<std::int64_t> programme) {
    const auto day = asked.now.day_utc();
    for (const auto& grant : access::grants_that_hold(asked.visitor->asker, day)) {
      access::Relation relation;
      if (programme) relation.programmes = {{*programme}};
      if (!programme && grant.programme) continue;
      if (access::may({true, asked.visitor->asker.has_second_factor, {grant}}, Thing::erasure, doing,
                      relation, day)
              .is_allowed())
        return true;
    }
    return false;
  }

  static std::string field_of(erasure::RuleNo no) {
    switch (no) {
      case erasure::RuleNo::days_out_of_range: return "days";
      case erasure::RuleNo::board_missing: return "decided";
      case erasure::RuleNo::day_has_been: return "first_day";
      case erasure::RuleNo::kind_is_for_the_whole_city: return "programme";
    }
    return "kind";
  }

  static Rule wished(const Asked& asked, views::Faults& faults) {
    Rule rule;
    if (const auto kind = erasure::kind_of(asked.field("kind")))
      rule.kind = *kind;
    else
      faults.push_back({"kind", say("Choose from the list.")});
    const auto programme = number_in(asked.field("programme"));
    if (programme) rule.programme = store::ProgrammeId{*programme};
    if (!reaches(asked, Doing::decide, programme))
      faults.push_back({"programme", say("Choose a programme from the list.")});
    rule.days = static_cast<int>(number_in(asked.field("days")).value_or(0));
    rule.decided_by_board = asked.field("decided");
    if (const auto day = Date::from_iso(asked.field("first_day")))
      rule.first_day = *day;
    else
      faults.push_back({"first_day", say("Write a day such as 2026-03-31.")});
    return rule;
  }

  static std::optional<std::int64_t> number_in(const std::string& text) {
    std::int64_t number = 0;
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || at != text.data() + text.size()) return std::nullopt;
    return number;
  }

  http::Response show_with(Asked& asked, views::Faults faults) const {
    const auto& t = asked.t;
    const auto reader = actor(asked, Doing::read);
    const auto rules = retention_.rules(reader, asked.now);
    if (!rules) return failed(rules.error(), t);
    const auto programmes =
        city_.programmes.list(reader, asked.now, records::whole_city(), asked.now.day_utc());
    if (!programmes) return failed(programmes.error(), t);
    views::RetentionShown shown;
    shown.rules = lines_of(*rules, *programmes, asked);
    shown.sees_due = reaches(asked, Doing::read, std::nullopt);
    if (shown.sees_due)
      if (const auto fault = look_ahead(asked, reader, shown)) return failed(*fault, t);
    shown.may_set =
        Policy::may(Thing::erasure, Doing::decide).lets_in(asked.visitor->asker, asked.now.day_utc());
    for (const auto kind : all_kinds())
      shown.kinds.push_back({std::string(erasure::id_of(kind)), t(erasure::in_words(kind))});
    if (reaches(asked, Doing::decide, std::nullopt)) shown.programmes.push_back({"", t("All")});
    for (const auto& programme : *programmes)
      if (reaches(asked, Doing::decide, programme.id.number))
        shown.programmes.push_back(
            {std::to_string(programme.id.number), programme::in_language(programme.rules->name, t.code())});
    shown.kind = asked.field("kind");
    shown.programme = asked.field("programme");
    shown.days = asked.field("days");
    shown.first_day = asked.field("first_day");
    shown.decided = asked.field("decided");
    shown.faults = std::move(faults);
    const int status = shown.faults.empty() ? 200 : 400;
    return web::html_reply(views::retention_page(shown, desk_of(asked), t), t, web::Kept::not_at_all, status);
  }

  /// For each kind the default or what took its place, for each programme with a rule of its own that rule, and what
  /// is to come. Rules come the latest first.
  static std::vector<views::RuleLine> lines_of(const std::vector<Rule>& rules,
                                               const std::vector<records::ProgrammeVersion>& programmes,
                                               const Asked& asked) {
    const auto& t = asked.t;
    const auto today = asked.now.day_utc();
    const auto line = [&](const Rule& rule) {
      views::RuleLine shown;
      shown.kind = t(erasure::in_words(rule.kind));
      for (const auto& programme : programmes)
        if (rule.programme == programme.id)
          shown.programme = programme::in_language(programme.rules->name, t.code());
      shown.how_long = t(say_n("{n} day", "{n} days", rule.days));
      shown.from = t.day(rule.first_day);
      shown.decided = rule.decided_by_board;
      shown.is_to_come = rule.first_day > today;
      return shown;
    };
    std::vector<views::RuleLine> lines;
    for (const auto kind : all_kinds()) {
      std::vector<std::optional<store::ProgrammeId>> told;
      for (const auto& rule : rules) {
        if (rule.kind != kind) continue;
        const bool is_told = std::find(told.begin(), told.end(), rule.programme) != told.end();
        if (rule.first_day <= today && !is_told) told.push_back(rule.programme);
        if (rule.first_day > today || !is_told) lines.push_back(line(rule));
      }
      if (std::find(told.begin(), told.end(), std::nullopt) != told.end()) continue;
      lines.push_back({t(erasure::in_words(kind)),
                       {},
                       t(say_n("{n} day", "{n} days", erasure::default_days(kind))),
                       t("the beginning"),
                       t("Parvis, until a board decides"),
                       false});
    }
    return lines;
  }

  /// The dry run: nothing is taken by looking.
  std::optional<records::Failure> look_ahead(const Asked& asked, const store::Actor& reader,
                                             views::RetentionShown& shown) const {
    const auto due = retention_.due(reader, asked.now);
    if (!due) return due.error();
    const auto logged =
        city_.store.log(reader, asked.now, {store::Act::erasures_read, {}, "retention_rule", {}, {}, false});
    if (!logged) return records::Failure(logged.error());
    shown.all_due = static_cast<std::int64_t>(due->size());
    const bool opens =
        Policy::may(Thing::adept_profile, Doing::read).lets_in(asked.visitor->asker, asked.now.day_utc());
    for (const auto& one : *due) {
      if (shown.due.size() == most_due_shown) break;
      views::DueLine line;
      line.kind = asked.t(erasure::in_words(one.kind));
      if (one.person && opens) line.person = one.person->number;
      line.number = one.person ? one.person->number : one.key.front();
      line.since = one.since;
      line.days = one.days;
      shown.due.push_back(std::move(line));
    }
    return std::nullopt;
  }

  City& city_;
  mutable erasure::Retention retention_;
};

}  // namespace

std::vector<web::Route> retention_routes(City& city) {
  const auto pages = std::make_shared<const RetentionPages>(city);
  return {{Method::get, "/gallring", Policy::may_any(Thing::erasure, {Doing::decide, Doing::stop}),
           [pages](Asked& asked) { return pages->show(asked); }},
          {Method::post, "/gallring", Policy::may(Thing::erasure, Doing::decide),
           [pages](Asked& asked) { return pages->set(asked); }}};
}

}  // namespace parvis::desk
