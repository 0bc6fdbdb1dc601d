// A coordinator says themself who an adept's mentor is.
#include <algorithm>
#include <set>

#include "app/desk/person_programmes.hpp"
#include "app/desk/rounds_desk.hpp"
#include "app/desk/terms_form.hpp"
#include "app/gate/replies.hpp"
#include "app/views/by_hand_page.hpp"

namespace parvis::desk {
namespace {

using access::Doing;
using access::Thing;
using records::ApplicationRow;
using records::Failure;
using records::Refusal;
using store::ApplicationId;
using store::ProgrammeId;
using store::ProposalId;
using web::Asked;
using web::Method;
using web::Policy;

constexpr std::size_t most_shown = 12;
constexpr int at_once = 500, most_found = 200;

access::Verdict may_in(const Asked& asked, Thing thing, Doing doing, ProgrammeId programme) {
  access::Relation relation;
  relation.programmes = {{programme.number}};
  return access::may(asked.visitor->asker, thing, doing, relation, asked.now.day_utc());
}

/// Nobody decides with whom they are themselves.
bool is_themself(const Asked& asked, const records::ApplicationRecord& adept) {
  return asked.visitor->person && adept.person->number == *asked.visitor->person;
}

records::ByHand by_hand_of(const Asked& asked) {
  return {lives::reason_of(asked.field("reason")).value_or(lives::Reason::none), asked.field("note"),
          asked.field("gives_way").empty() ? records::Rules::hold : records::Rules::give_way};
}

/// What stands between the two at the desk and an answer.
struct Case {
  records::ApplicationRecord adept;
  store::Actor actor;
  views::ByHandShown shown;
};

class ByHandPages {
 public:
  explicit ByHandPages(City& city) : city_(city) {}

  http::Response pair_form(Asked& asked) const {
    auto opened = of_application(asked);
    if (!opened) return absent(opened.error(), asked);
    opened->shown.state = "active";
    opened->shown.first_day = asked.now.day_utc().iso();
    return page(asked, *opened);
  }

  http::Response record_pair(Asked& asked) const {
    auto opened = of_application(asked);
    if (!opened) return absent(opened.error(), asked);
    auto& shown = opened->shown;
    take_what_was_written(asked, shown);
    records::PairWish wish;
    wish.two = {opened->adept.id, mentor_of(asked, shown)};
    wish.state = asked.field("state") == "preparing" ? lives::PairState::preparing : lives::PairState::active;
    std::optional<Date> first_day;
    read_day(asked, "first_day", first_day, shown.faults);
    const auto today = asked.now.day_utc();
    if (asked.field("first_day").empty())
      shown.faults.push_back({"first_day", say("Write a day such as 2026-03-31.")});
    else if (first_day && wish.state == lives::PairState::active && today < *first_day)
      shown.faults.push_back({"first_day", say("They meet already: the first day cannot be after today.")});
    if (!shown.faults.empty()) return page(asked, *opened);
    wish.first_day = *first_day;
    wish.by_hand = by_hand_of(asked);
    const auto done = city_.pairs.record(opened->actor, asked.now, wish);
    if (!done) return again(asked, *opened, done.error());
    return web::see_other(views::address(asked.t, shown.back));
  }

  http::Response change_form(Asked& asked) const {
    auto opened = of_proposal(asked);
    return opened ? page(asked, *opened) : absent(opened.error(), asked);
  }

  http::Response change(Asked& asked) const {
    auto opened = of_proposal(asked);
    if (!opened) return absent(opened.error(), asked);
    auto& shown = opened->shown;
    take_what_was_written(asked, shown);
    const records::Two two{opened->adept.id, mentor_of(asked, shown)};
    if (!shown.faults.empty()) return page(asked, *opened);
    const auto edition = static_cast<int>(whole_number(asked.field("edition")).value_or(0) & 0x7fffffff);
    const auto done = city_.proposals.change(
        opened->actor, asked.now, ProposalId{asked.number(0).value_or(0)}, edition, two, by_hand_of(asked));
    if (!done) return again(asked, *opened, done.error());
    return web::see_other(views::address(asked.t, shown.back));
  }

 private:
  /// Not there, not yours and erased are one answer. The log gets its rows from the mentors' list and the act.
  Result<Case, Failure> of_application(const Asked& asked) const {
    const ApplicationId id{asked.number(0).value_or(0)};
    PARVIS_TRY(auto adept, application(asked, id));
    const auto verdict = may_in(asked, Thing::pair_and_meetings, Doing::create, adept.details.programme);
    const bool is_waiting = adept.details.part == lives::Part::adept &&
                            adept.state == lives::ApplicationState::eligible && adept.places_held == 0;
    if (!verdict.is_allowed() || !is_waiting || is_themself(asked, adept))
      return no(Failure(Refusal::no_such_application));
    auto who = actor_of(city_, *asked.visitor, role_of(verdict));
    Case opened{std::move(adept), std::move(who), {}};
    opened.shown.back = "/personer/" + std::to_string(opened.adept.person->number);
    opened.shown.path = "/ansokningar/" + std::to_string(id.number) + "/par";
    PARVIS_TRY(const auto person, city_.people.read(opened.actor, asked.now, *opened.adept.person));
    opened.shown.adept = person.details.known.name;
    opened.shown.back_words = person.details.known.name;
    PARVIS_TRY([[maybe_unused]] const bool filled, fill(asked, opened));
    return opened;
  }
  Result<Case, Failure> of_proposal(const Asked& asked) const {
    const ProposalId id{asked.number(0).value_or(0)};
    PARVIS_TRY(const auto proposal, city_.proposals.read(reader(asked), asked.now, id));
    const auto verdict = may_in(asked, Thing::proposals, Doing::decide, proposal.programme);
    if (!verdict.is_allowed() || proposal.state != lives::ProposalState::proposed)
      return no(Failure(Refusal::no_such_proposal));
    PARVIS_TRY(auto adept, application(asked, proposal.two.adept));
    if (is_themself(asked, adept)) return no(Failure(Refusal::no_such_proposal));
    Case opened{std::move(adept), actor_of(city_, *asked.visitor, role_of(verdict)), {}};
    opened.shown.is_known_pair = false;
    opened.shown.edition = proposal.edition;
    opened.shown.adept = proposal.adept_name;
    opened.shown.path = "/forslag/" + std::to_string(id.number) + "/byt";
    opened.shown.back = "/omgangar/" + std::to_string(proposal.round.number);
    opened.shown.back_words = asked.t("The round");
    PARVIS_TRY([[maybe_unused]] const bool filled, fill(asked, opened, proposal.two.mentor));
    return opened;
  }

  Result<records::ApplicationRecord, Failure> application(const Asked& asked, ApplicationId id) const {
    PARVIS_TRY(auto record, city_.store.read(reader(asked), asked.now, [&](store::Transaction& tx) {
      return records::application_in(tx, id);
    }));
    if (!record.person) return no(Failure(Refusal::no_such_application));
    return record;
  }
  store::Actor reader(const Asked& asked) const {
    const auto day = asked.now.day_utc();
    for (const auto& grant : access::grants_that_hold(asked.visitor->asker, day))
      if (Policy::may(Thing::proposals, Doing::decide)
              .lets_in({true, asked.visitor->asker.has_second_factor, {grant}}, day))
        return actor_of(city_, *asked.visitor, access::id_of(grant.role));
    return actor_of(city_, *asked.visitor, "own");
  }

  /// The mentors of the programme who have a free place and whose name fits, and all that does not depend on what is
  /// written. Nobody is their own mentor or decides about
  /// themself, and the one who is proposed already is not another.
  Result<bool, Failure> fill(const Asked& asked, Case& opened, std::optional<ApplicationId> but = {}) const {
    auto& shown = opened.shown;
    const auto programme = opened.adept.details.programme;
    PARVIS_TRY(const auto names, names_of_programmes(city_, asked, opened.actor));
    if (const auto found = names.find(programme); found != names.end()) shown.programme = found->second;
    shown.wish = asked.field("name");
    shown.reasons = reasons_in_words(lives::Asked::deciding_by_hand, asked.t);
    shown.reasons.insert(shown.reasons.begin(), views::Option{"", asked.t("Choose a reason"), {}});
    const auto scope =
        access::row_scope(asked.visitor->asker, Thing::mentor_profile, asked.now.day_utc()).listed();
    std::optional<std::set<store::PersonId>> called;
    if (!shown.wish.empty()) {
      records::PeopleFilter filter;
      filter.programme = programme;
      filter.part = lives::Part::mentor;
      PARVIS_TRY(const auto found,
                 city_.people.find(opened.actor, asked.now, scope, shown.wish, most_found, filter));
      called.emplace();
      for (const auto& one : found) called->insert(one.id);
      if (called->empty()) return true;
    }
    records::ApplicationFilter filter;
    filter.programme = programme;
    filter.part = lives::Part::mentor;
    filter.only_waiting = true;
    std::optional<records::AfterRow> after;
    do {
      PARVIS_TRY(const auto rows,
                 city_.applications.list(opened.actor, asked.now, scope, filter, at_once, after));
      for (const auto& row : rows.rows) {
        const bool is_the_reader = asked.visitor->person && row.person.number == *asked.visitor->person;
        if (row.person == *opened.adept.person || row.id == but || is_the_reader) continue;
        if (called && !called->contains(row.person)) continue;
        shown.is_cut = shown.mentors.size() == most_shown;
        if (shown.is_cut) return true;
        shown.mentors.push_back(option_of(row, asked.t));
      }
      after = rows.next;
    } while (after);
    return true;
  }
  static views::Option option_of(const ApplicationRow& row, const Texts& t) {
    auto words = t(say_n("{n} place free", "{n} places free", row.capacity - row.places_held));
    if (row.occupation) words = *row.occupation + " · " + words;
    return {std::to_string(row.id.number), row.name, std::move(words)};
  }
  static void take_what_was_written(const Asked& asked, views::ByHandShown& shown) {
    shown.mentor = asked.field("mentor");
    shown.first_day = asked.field("first_day");
    shown.state = asked.field("state");
    shown.reason = asked.field("reason");
    shown.note = asked.field("note");
    shown.gives_way = !asked.field("gives_way").empty();
    const auto reason = lives::reason_of(shown.reason);
    if (!reason || !lives::is_reason_for(*reason, lives::Asked::deciding_by_hand))
      shown.faults.push_back({"reason", say("Choose a reason from the list.")});
  }
  /// One of those who were shown; else a fault.
  static ApplicationId mentor_of(const Asked& asked, views::ByHandShown& shown) {
    const auto chosen = asked.field("mentor");
    if (std::ranges::find(shown.mentors, chosen, &views::Option::value) == shown.mentors.end()) {
      shown.faults.insert(shown.faults.begin(), {"mentor", say("Choose a mentor from the list.")});
      return {};
    }
    return ApplicationId{whole_number(chosen).value_or(0)};
  }

  http::Response again(const Asked& asked, Case& opened, const Failure& failure) const {
    if (!failure.refusal) return failed(failure, asked.t);
    const bool is_rule = failure.refusal == Refusal::rule_says_no;
    opened.shown.faults.push_back({is_rule ? "gives_way" : "mentor", records::in_words(*failure.refusal)});
    opened.shown.why = failure.why;
    return page(asked, opened, 409);
  }
  http::Response page(const Asked& asked, const Case& opened, int status = 400) const {
    return round_reply(views::by_hand_page(opened.shown, desk_of(asked), asked.t), asked,
                       opened.shown.faults.empty() ? 200 : status);
  }
  http::Response absent(const Failure& failure, const Asked& asked) const {
    return failure.refusal ? denied(city_, asked) : failed(failure, asked.t);
  }

  City& city_;
};

}  // namespace

std::vector<web::Route> by_hand_routes(City& city) {
  const auto pages = std::make_shared<const ByHandPages>(city);
  const auto records_pairs = Policy::may(Thing::pair_and_meetings, Doing::create);
  const auto decides = Policy::may(Thing::proposals, Doing::decide);
  return {{Method::get, "/ansokningar/{waiting_adept}/par", records_pairs,
           [pages](Asked& asked) { return pages->pair_form(asked); }},
          {Method::post, "/ansokningar/{waiting_adept}/par", records_pairs,
           [pages](Asked& asked) { return pages->record_pair(asked); }},
          {Method::get, "/forslag/{proposal}/byt", decides,
           [pages](Asked& asked) { return pages->change_form(asked); }},
          {Method::post, "/forslag/{proposal}/byt", decides,
           [pages](Asked& asked) { return pages->change(asked); }}};
}

}  // namespace parvis::desk
