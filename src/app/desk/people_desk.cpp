#include <algorithm>
#include <charconv>

#include "app/desk/consents.hpp"
#include "app/desk/desk.hpp"
#include "app/desk/people_filter_form.hpp"
#include "app/desk/person_form.hpp"
#include "app/desk/person_programmes.hpp"
#include "app/desk/told.hpp"
#include "app/gate/replies.hpp"
#include "app/records/log.hpp"
#include "app/records/people_list.hpp"
#include "app/records/reading_reason.hpp"
#include "app/records/referrals.hpp"
#include "app/records/registering.hpp"
#include "app/records/scope.hpp"

namespace parvis::desk {
namespace {

using access::Doing;
using access::Thing;
using records::Failure;
using records::PersonRecord;
using store::PersonId;
using web::Asked;
using web::Method;
using web::Policy;
using web::Route;

constexpr int most_found = 50;
constexpr std::string_view programme_field = "programme", part_field = "part";

http::Response work_page(std::string text, const Asked& asked, int status = 200) {
  return web::html_reply(std::move(text), asked.t, web::Kept::not_at_all, status);
}

std::vector<views::PersonLine> lines_of(const std::vector<records::PersonRow>& rows) {
  std::vector<views::PersonLine> lines;
  for (const auto& row : rows)
    lines.push_back(
        {row.id.number, row.name, row.occupation.value_or(""), row.district.value_or(""), row.registered_on});
  return lines;
}

class PeoplePages {
 public:
  explicit PeoplePages(City& city) : city_(city) {}

  http::Response list(Asked& asked) const {
    // Who takes part has no list: their own page is where they meant to go.
    if (!works_here(asked)) return web::see_other(views::address(asked.t, "/jag"));
    views::PeopleShown shown;
    shown.wish = asked.field("q");
    shown.query = asked.request.query;
    shown.may_register = may_register(asked);
    const auto who = actor(asked, Thing::adept_profile, Doing::read);
    auto read = read_filter(asked, *city_.taxonomy);
    auto places = programmes_where(asked, Doing::read);
    if (!places) return failed(places.error(), asked.t);
    places->front().words = asked.t("All");
    shown.filters = filter_fields(asked);
    shown.choices = filter_choices(std::move(*places), asked.t);
    shown.is_filtered = read.filter != records::PeopleFilter{} || !read.faults.empty();
    shown.faults = std::move(read.faults);
    if (!shown.faults.empty()) {
      return work_page(views::people_page(shown, desk_of(asked), asked.t), asked, 400);
    }
    if (shown.wish.empty()) {
      std::optional<PersonId> after;
      if (const auto number = number_in(asked.field("efter"))) after = PersonId{*number};
      const auto listed = records::list_people(city_.store, who, asked.now, people_scope(asked), read.filter,
                                               most_found, after);
      if (!listed) return failed(listed.error(), asked.t);
      shown.people = lines_of(listed->rows);
      if (listed->next)
        shown.next_query = filter_query(asked) + "efter=" + std::to_string(listed->next->number);
    } else {
      const auto found =
          city_.people.find(who, asked.now, people_scope(asked), shown.wish, most_found + 1, read.filter);
      if (!found) return failed(found.error(), asked.t);
      shown.people = lines_of(*found);
      shown.is_cut = shown.people.size() > most_found;
      if (shown.is_cut) shown.people.pop_back();
    }
    // Who sees the whole city sees which two records somebody should merge: the units cannot see each other's.
    if (records::scope_text(people_scope(asked)) == "*") {
      const auto twice = city_.people.twice_numbered(who, asked.now, most_found);
      if (!twice) return failed(twice.error(), asked.t);
      for (const auto& [one, other] : *twice) {
        const auto lines = lines_of({one, other});
        shown.twice_numbered.emplace_back(lines[0], lines[1]);
      }
    }
    return work_page(views::people_page(shown, desk_of(asked), asked.t), asked);
  }

  http::Response person(Asked& asked) const {
    const auto around = about(city_, asked, PersonId{asked.number(0).value_or(0)});
    if (!around) return refused(around.error(), asked);
    return reads_with_reason(*around, asked) ? ask_why(asked, {}) : person_with(asked, Shown::masked);
  }
  /// By whoever reads with a reason.
  http::Response read_with_reason(Asked& asked) const {
    const auto reason = records::reading_reason_of(asked.field("reason"));
    const auto around = about(city_, asked, PersonId{asked.number(0).value_or(0)});
    if (!around) return refused(around.error(), asked);
    if (!reads_with_reason(*around, asked)) return denied(city_, asked);
    if (!reason) return ask_why(asked, {{"reason", say("Choose a reason from the list.")}});
    return person_with(asked, Shown::masked, records::id_of(*reason));
  }
  /// The number and the address in clear: asked for by itself, after a fresh sign-in, and logged.
  http::Response show_number(Asked& asked) const {
    if (!asked.visitor->is_fresh) return sign_in_again(asked, "/personer/" + asked.parts[0]);
    return person_with(asked, Shown::in_clear);
  }

  http::Response new_form(Asked& asked) const {
    auto form = person_form(nullptr, *city_.taxonomy, asked.t);
    return with_places(asked, std::move(form), 200);
  }

  http::Response add(Asked& asked) const {
    auto read = read_person(asked, *city_.taxonomy, asked.now.day_utc());
    const auto programme = number_in(asked.field(programme_field));
    auto part = lives::part_of(asked.field(part_field));
    if (!programme || !may_stand_in(asked, *programme))
      read.faults.push_back({std::string(programme_field), say("Choose a programme from the list.")});
    if (only_refers(asked)) part = lives::Part::adept;
    if (!part) read.faults.push_back({std::string(part_field), say("Choose adept or mentor.")});
    std::vector<views::PersonLine> same;
    if (read.faults.empty() && asked.field("another").empty()) {
      const auto found = city_.people.find(actor(asked, Thing::adept_profile, Doing::create), asked.now,
                                           people_scope(asked), read.details.known.name, 5);
      if (!found) return failed(found.error(), asked.t);
      same = lines_of(*found);
    }
    if (!read.faults.empty() || !same.empty()) {
      auto form = form_again(asked, std::move(read.faults), *city_.taxonomy);
      form.perhaps_the_same = std::move(same);
      return with_places(asked, std::move(form), 400);
    }
    records::ApplicationDetails application;
    application.programme = store::ProgrammeId{*programme};
    application.part = *part;
    application.applied_on = asked.now.day_utc();
    const auto who = actor(asked, Thing::adept_profile, Doing::create);
    const auto added =
        only_refers(asked)
            ? records::Referrals(city_.store, city_.people)
                  .refer(who, asked.now, read.details, application, read_referral(asked), people_scope(asked))
            : records::register_for(city_.store, city_.people, who, asked.now, read.details, application,
                                    people_scope(asked));
    if (!added) {
      if (!added.error().refusal) return failed(added.error(), asked.t);
      const bool lacks_consent = added.error().refusal == records::Refusal::consent_missing;
      auto form = form_again(
          asked, {{lacks_consent ? "agrees" : "identity_number", records::in_words(*added.error().refusal)}},
          *city_.taxonomy);
      return with_places(asked, std::move(form), 400);
    }
    if (only_refers(asked)) return web::see_other(views::address(asked.t, "/remitteringar"));
    return web::see_other(views::address(asked.t, after_registering(city_, asked, who, *added)));
  }

  /// Somebody who is here already applies to another programme, or as the other part, through their coordinator.
  http::Response apply(Asked& asked) const {
    const auto loaded = load(asked, Doing::write);
    if (!loaded) return refused(loaded.error(), asked);
    const auto programme = number_in(asked.field(programme_field));
    const auto part = lives::part_of(asked.field(part_field));
    if (!programme || !part) return refused_because(say("Choose a programme, and adept or mentor."), asked.t);
    const bool may = !loaded->about.relation.own && may_decide_in(asked, store::ProgrammeId{*programme});
    if (!may) return denied(city_, asked);
    records::ApplicationDetails wished;
    wished.programme = store::ProgrammeId{*programme};
    wished.part = *part;
    wished.applied_on = asked.now.day_utc();
    const auto done = city_.applications.apply(loaded->actor, asked.now, loaded->record.id, wished);
    if (!done) return failed(done.error(), asked.t);
    return web::see_other(
        views::address(asked.t, "/ansokningar/" + std::to_string(done->number) + "/ratta?ny=1"));
  }

  http::Response correct_form(Asked& asked) const {
    const auto loaded = load(asked, Doing::write);
    if (!loaded) return refused(loaded.error(), asked);
    auto form = person_form(&loaded->record.details, *city_.taxonomy, asked.t);
    form.id = loaded->record.id.number;
    form.edition = loaded->record.edition;
    form.is_own = loaded->about.relation.own;
    return work_page(views::person_form_page(form, desk_of(asked), asked.t), asked);
  }

  http::Response correct(Asked& asked) const {
    const auto loaded = load(asked, Doing::write);
    if (!loaded) return refused(loaded.error(), asked);
    auto read = read_person(asked, *city_.taxonomy, asked.now.day_utc());
    // A number that is there stays unless another is written: the form never shows it.
    if (!read.details.identity_number) read.details.identity_number = loaded->record.details.identity_number;
    const auto edition = static_cast<int>(number_in(asked.field("edition")).value_or(0));
    if (read.faults.empty()) {
      const auto done = city_.people.correct(loaded->actor, asked.now, loaded->record.id, edition,
                                             read.details, people_scope(asked));
      if (done)
        return web::see_other(views::address(
            asked.t, loaded->about.relation.own ? std::string("/jag") : "/personer/" + asked.parts[0]));
      if (!done.error().refusal) return failed(done.error(), asked.t);
      read.faults.push_back({"name", records::in_words(*done.error().refusal)});
    }
    auto form = form_again(asked, std::move(read.faults), *city_.taxonomy);
    form.id = loaded->record.id.number;
    form.edition = edition;
    form.is_own = loaded->about.relation.own;
    return work_page(views::person_form_page(form, desk_of(asked), asked.t), asked, 400);
  }

 private:
  enum class Shown { masked, in_clear };

  struct Loaded {
    About about;
    access::Verdict verdict;
    store::Actor actor;
    PersonRecord record;
  };

  static std::optional<std::int64_t> number_in(const std::string& text) {
    std::int64_t number = 0;
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || at != text.data() + text.size() || number <= 0) return std::nullopt;
    return number;
  }

  store::Actor actor(const Asked& asked, Thing thing, Doing doing) const {
    // For acts on many rows: the role of a grant that lets the visitor do this to some of them.
    const auto day = asked.now.day_utc();
    for (const auto& grant : access::grants_that_hold(asked.visitor->asker, day))
      if (Policy::may(thing, doing).lets_in({true, asked.visitor->asker.has_second_factor, {grant}}, day))
        return actor_of(city_, *asked.visitor, access::id_of(grant.role));
    return actor_of(city_, *asked.visitor, "own");
  }

  static bool reads_with_reason(const About& around, const Asked& asked) {
    return around.may(asked, Thing::adept_profile, Thing::mentor_profile, Doing::read)
        .conditions.has(access::Condition::needs_reason);
  }
  http::Response ask_why(const Asked& asked, views::Faults faults) const {
    views::ReadingShown shown;
    shown.person = *asked.number(0);
    for (const auto reason : records::all_reading_reasons)
      shown.reasons.push_back({std::string(records::id_of(reason)), asked.t(records::in_words(reason))});
    shown.faults = std::move(faults);
    const int status = shown.faults.empty() ? 200 : 400;
    return work_page(views::reading_reason_page(shown, desk_of(asked), asked.t), asked, status);
  }

  Result<Loaded, Failure> load(const Asked& asked, Doing doing, std::string_view reason = {}) const {
    const auto number = asked.number(0);
    const PersonId id{number.value_or(0)};
    PARVIS_TRY(auto around, about(city_, asked, id));
    auto verdict = around.may(asked, Thing::adept_profile, Thing::mentor_profile, doing);
    const bool lacks_reason = verdict.conditions.has(access::Condition::needs_reason) && reason.empty();
    if (!verdict.is_allowed() || lacks_reason) return no(Failure(records::Refusal::no_such_person));
    auto who = actor_of(city_, *asked.visitor, role_of(verdict));
    PARVIS_TRY(auto record, city_.people.read(who, asked.now, id, reason));
    return Loaded{std::move(around), verdict, std::move(who), std::move(record)};
  }

  http::Response refused(const Failure& failure, const Asked& asked) const {
    if (failure.refusal == records::Refusal::no_such_person) return denied(city_, asked);
    return failed(failure, asked.t);
  }

  http::Response person_with(Asked& asked, Shown number, std::string_view reason = {}) const {
    const auto loaded = load(asked, Doing::read, reason);
    if (!loaded) return refused(loaded.error(), asked);
    const auto& record = loaded->record;
    const auto& around = loaded->about;
    const auto allowed = [&](Thing adept, Thing mentor, Doing doing) {
      return around.may(asked, adept, mentor, doing).is_allowed();
    };
    views::PersonShown shown;
    shown.id = record.id.number;
    shown.name = record.details.known.name;
    shown.profile = profile_of(record.details, *city_.taxonomy, asked.t);
    if (allowed(Thing::adept_contact, Thing::mentor_contact, Doing::read))
      shown.contact = contact_of(record.details, asked.t);
    shown.may_correct = allowed(Thing::adept_profile, Thing::mentor_profile, Doing::write);
    shown.may_let_in = may_help(asked);
    shown.may_propose_erasure = allowed(Thing::erasure, Thing::erasure, Doing::propose);
    shown.may_merge = shown.may_correct && !around.relation.own;
    if (shown.may_merge) {
      const auto merged = city_.people.merged_with(loaded->actor, asked.now, record.id);
      if (!merged) return failed(merged.error(), asked.t);
      shown.merged = lines_of(*merged);
    }
    const bool may_see_number =
        allowed(Thing::identity_and_address, Thing::identity_and_address, Doing::read);
    shown.has_sealed = may_see_number && (record.details.identity_number || record.details.address);
    shown.may_show_number = allowed(Thing::identity_and_address, Thing::identity_and_address, Doing::show);
    if (number == Shown::in_clear) {
      if (!shown.may_show_number) return denied(city_, asked);
      const auto noted =
          city_.store.log(loaded->actor, asked.now,
                          {store::Act::identity_shown, record.id, "person", record.id.number, {}, false});
      if (!noted) return failed(Failure(noted.error()), asked.t);
      if (record.details.identity_number)
        shown.sealed.push_back({asked.t("Identity number"), record.details.identity_number->whole()});
      if (record.details.address)
        shown.sealed.push_back({asked.t("Postal address"), *record.details.address});
    }
    const auto agrees = [&](Doing doing) {
      return allowed(Thing::consents_and_waivers, Thing::consents_and_waivers, doing);
    };
    if (agrees(Doing::read)) {
      const bool may_change = agrees(Doing::write) && !around.relation.own;
      const auto path =
          may_change ? "/personer/" + std::to_string(record.id.number) + "/samtycke" : std::string();
      auto consents = consents_shown(city_, asked, loaded->actor, record.id, path);
      if (!consents) return failed(consents.error(), asked.t);
      shown.consents = std::move(*consents);
    }
    auto placed = programmes_of_person(city_, asked, loaded->actor, record.id, around.relation.own);
    if (!placed) return failed(placed.error(), asked.t);
    shown.applications = std::move(placed->applications);
    shown.together = std::move(placed->together);
    if (shown.may_correct && !around.relation.own) {
      auto places = programmes_where(asked, Doing::create);
      if (!places) return failed(places.error(), asked.t);
      std::erase_if(*places, [&](const views::Option& one) {
        const auto number = number_in(one.value);
        return number && !may_decide_in(asked, store::ProgrammeId{*number});
      });
      if (places->size() > 1) shown.to_apply_to = std::move(*places);
    }
    const auto life = records::life_of(city_.store, loaded->actor, asked.now, record.id);
    if (!life) return failed(life.error(), asked.t);
    for (const auto& row : *life)
      if (is_theirs_to_know(row, around, asked)) shown.life.push_back(life_line(row, asked.t));
    return work_page(views::person_page(shown, desk_of(asked), asked.t), asked);
  }

  static bool may_register(const Asked& asked) {
    return Policy::may(Thing::adept_profile, Doing::create)
        .lets_in(asked.visitor->asker, asked.now.day_utc());
  }

  /// "Choose", and the programmes in which the visitor may do this.
  Result<std::vector<views::Option>, Failure> programmes_where(const Asked& asked, Doing doing) const {
    PARVIS_TRY(const auto programmes,
               city_.programmes.list(actor(asked, Thing::adept_profile, doing), asked.now,
                                     records::whole_city(), asked.now.day_utc()));
    std::vector<views::Option> places{{"", asked.t("Choose")}};
    for (const auto& programme : programmes)
      if (in_programme(asked, programme.id.number, doing))
        places.push_back({std::to_string(programme.id.number),
                          programme::in_language(programme.rules->name, asked.t.code())});
    return places;
  }

  /// The form of somebody new: also in which programme, and as what.
  http::Response with_places(Asked& asked, views::PersonForm form, int status) const {
    auto places = programmes_where(asked, Doing::create);
    if (!places) return failed(places.error(), asked.t);
    std::vector<views::Option> parts{{"", asked.t("Choose")},
                                     {"adept", asked.t(lives::in_words(lives::Part::adept))},
                                     {"mentor", asked.t(lives::in_words(lives::Part::mentor))}};
    form.fields.insert(
        form.fields.begin() + 1,
        {.id = programme_field, .label = asked.t("Programme"), .value = asked.field(programme_field)});
    form.choices.emplace_back(std::string(programme_field), std::move(*places));
    if (only_refers(asked)) {
      add_referral(asked, form);
    } else {
      form.fields.insert(
          form.fields.begin() + 2,
          {.id = part_field, .label = asked.t("Takes part as"), .value = asked.field(part_field)});
      form.choices.emplace_back(std::string(part_field), std::move(parts));
    }
    return work_page(views::person_form_page(form, desk_of(asked), asked.t), asked, status);
  }

  City& city_;
};

}  // namespace

std::vector<Route> people_routes(City& city) {
  const auto pages = std::make_shared<const PeoplePages>(city);
  const auto by = [pages](http::Response (PeoplePages::*answer)(Asked&) const) {
    return [pages, answer](Asked& asked) { return ((*pages).*answer)(asked); };
  };
  // Mentors' pages are for all who may read adepts' and for partners' coordinators; each row is judged by itself.
  const auto reads = Policy::may_either(Thing::adept_profile, Thing::mentor_profile, Doing::read);
  const auto writes = Policy::may_either(Thing::adept_profile, Thing::mentor_profile, Doing::write);
  return {
      {Method::get, "/personer", reads, by(&PeoplePages::list)},
      {Method::get, "/personer/ny", Policy::may(Thing::adept_profile, Doing::create),
       by(&PeoplePages::new_form)},
      {Method::post, "/personer/ny", Policy::may(Thing::adept_profile, Doing::create), by(&PeoplePages::add)},
      {Method::get, "/personer/{person}", reads, by(&PeoplePages::person)},
      {Method::post, "/personer/{person}/las", reads, by(&PeoplePages::read_with_reason)},
      {Method::post, "/personer/{person}/nummer", Policy::may(Thing::identity_and_address, Doing::show),
       by(&PeoplePages::show_number)},
      {Method::get, "/personer/{person}/ratta", writes, by(&PeoplePages::correct_form)},
      {Method::post, "/personer/{person}/ratta", writes, by(&PeoplePages::correct)},
      {Method::post, "/personer/{person}/anmalan", Policy::may(Thing::proposals, Doing::decide),
       by(&PeoplePages::apply)},
  };
}

}  // namespace parvis::desk
