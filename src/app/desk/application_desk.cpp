#include <charconv>

#include "app/desk/desk.hpp"
#include "app/desk/terms_form.hpp"
#include "app/gate/replies.hpp"
#include "app/records/target_groups.hpp"
#include "app/views/application_page.hpp"

namespace parvis::desk {
namespace {

using lives::ApplicationMove;
using web::Asked;
using web::Policy;

struct StepWords {
  ApplicationMove move;
  std::string_view id;
  Message words, hint;
  std::optional<lives::Asked> reason;
};

/// In the order of the page: the likeliest first.
std::vector<StepWords> all_steps() {
  using enum ApplicationMove;
  return {
      {find_eligible, "find_eligible", say("Say yes: onto the waiting list"),
       say("The next round in the programme looks for a match."), std::nullopt},
      {complete, "complete", say("All details are here now"), say("What was asked for has come."),
       std::nullopt},
      {ask_for_more, "ask_for_more", say("Ask for more details"), say("It waits until they have come."),
       lives::Asked::more_details},
      {find_not_eligible, "find_not_eligible", say("Say no"), say("The application ends, with a reason."),
       lives::Asked::not_eligible},
      {withdraw, "withdraw", say("Withdraw it"),
       say("The person does not want to go on. An open proposal ends with it; a pair is ended first."),
       lives::Asked::leaving},
      {close, "close", say("Close it"),
       say("It has come to its end without a wish to leave. An open proposal ends with it; a pair is ended "
           "first."),
       lives::Asked::leaving},
  };
}

/// By whom: the grant that lets the visitor decide in the application's own programme. Nobody decides their own.
access::Verdict may_decide(const Asked& asked, const records::ApplicationRecord& record) {
  if (asked.visitor->person && record.person && record.person->number == *asked.visitor->person) return {};
  access::Relation relation;
  relation.programmes = {{record.details.programme.number}};
  return access::may(asked.visitor->asker, access::Thing::proposals, access::Doing::decide, relation,
                     asked.now.day_utc());
}

bool may_record_pair(const Asked& asked, const records::ApplicationRecord& record) {
  access::Relation relation;
  relation.programmes = {{record.details.programme.number}};
  return access::may(asked.visitor->asker, access::Thing::pair_and_meetings, access::Doing::create, relation,
                     asked.now.day_utc())
      .is_allowed();
}

class ApplicationPages {
 public:
  explicit ApplicationPages(City& city) : city_(city) {}

  http::Response show(Asked& asked) const { return page(asked, {}); }

  http::Response decide(Asked& asked) const {
    const auto wish = asked.field("move");
    for (const auto& step : all_steps()) {
      if (step.id != wish) continue;
      const auto record = load(asked);
      if (!record) return absent(record.error(), asked);
      const auto verdict = may_decide(asked, *record);
      int edition = 0;
      const auto text = asked.field("edition");
      std::from_chars(text.data(), text.data() + text.size(), edition);
      const auto field = views::reason_field(step.id);
      const auto reason = step.reason ? lives::reason_of(asked.field(field)).value_or(lives::Reason::none)
                                      : lives::Reason::none;
      const auto done = city_.applications.move(actor_of(city_, *asked.visitor, role_of(verdict)), asked.now,
                                                record->id, edition, step.move, reason);
      if (done)
        return web::see_other(
            views::address(asked.t, "/personer/" + std::to_string(record->person.value().number)));
      if (!done.error().refusal) return failed(done.error(), asked.t);
      return page(asked, {{step.reason ? field : "h-" + wish, records::in_words(*done.error().refusal)}});
    }
    return page(asked, {{"h-decide", say("Choose what to do with the application.")}});
  }

  http::Response correct_form(Asked& asked) const { return terms(asked, nullptr); }

  http::Response correct(Asked& asked) const {
    const auto record = load(asked);
    if (!record) return absent(record.error(), asked);
    auto read = read_terms(asked, record->details);
    if (read.faults.empty()) {
      int edition = 0;
      const auto text = asked.field("edition");
      std::from_chars(text.data(), text.data() + text.size(), edition);
      const auto actor = actor_of(city_, *asked.visitor, role_of(may_decide(asked, *record)));
      const auto done = city_.applications.correct(actor, asked.now, record->id, edition, read.details);
      if (done) return web::see_other(views::address(asked.t, "/ansokningar/" + asked.parts[0]));
      if (!done.error().refusal) return failed(done.error(), asked.t);
      const bool is_mentor = record->details.part == lives::Part::mentor;
      read.faults.push_back({is_mentor ? "capacity" : "wish-0", records::in_words(*done.error().refusal)});
    }
    return terms(asked, &read);
  }

 private:
  /// With what is kept, or again as it was sent.
  http::Response terms(const Asked& asked, const ReadTerms* sent) const {
    const auto record = load(asked);
    if (!record) return absent(record.error(), asked);
    const auto actor = actor_of(city_, *asked.visitor, role_of(may_decide(asked, *record)));
    const auto person = city_.people.read(actor, asked.now, *record->person);
    if (!person) return absent(person.error(), asked);
    const auto programme = programme_of(asked, actor, *record);
    if (!programme) return failed(programme.error(), asked.t);
    const auto partners = records::Consents(city_.store).partners(actor, asked.now);
    if (!partners) return failed(partners.error(), asked.t);
    auto form = terms_form(sent ? sent->details : record->details, *programme->rules, *partners, asked.t);
    if (sent) {
      for (auto& field : form.fields) field.value = asked.field(field.id);
      form.faults = sent->faults;
    }
    form.id = record->id.number;
    form.edition = record->edition;
    form.is_new = !asked.field("ny").empty();
    form.person = record->person->number;
    form.name = person->details.known.name;
    form.programme = programme::in_language(programme->rules->name, asked.t.code());
    return web::html_reply(views::terms_page(form, desk_of(asked), asked.t), asked.t, web::Kept::not_at_all,
                           form.faults.empty() ? 200 : 400);
  }
  Result<records::ProgrammeVersion, records::Failure> programme_of(
      const Asked& asked, const store::Actor& actor, const records::ApplicationRecord& record) const {
    PARVIS_TRY(const auto programmes,
               city_.programmes.list(actor, asked.now, records::whole_city(), asked.now.day_utc()));
    for (const auto& programme : programmes)
      if (programme.id == record.details.programme) return programme;
    return no(records::Failure(records::Refusal::no_such_programme));
  }

  /// Not there, not yours and erased are one answer. The log gets its row from what is done next: the person is read,
  /// or the application moved.
  Result<records::ApplicationRecord, records::Failure> load(const Asked& asked) const {
    const store::ApplicationId id{asked.number(0).value_or(0)};
    auto record =
        city_.store.read(reader(asked), asked.now,
                         [&](store::Transaction& tx) -> Result<records::ApplicationRecord, records::Failure> {
                           PARVIS_TRY(auto found, records::application_in(tx, id));
                           if (!found.person || found.details.part == lives::Part::mentor) return found;
                           PARVIS_TRY(found.details.target_groups,
                                      records::target_groups_on(tx, *found.person, asked.now.day_utc()));
                           return found;
                         });
    if (!record) return record;
    if (!record->person || !may_decide(asked, *record).is_allowed())
      return no(records::Failure(records::Refusal::no_such_application));
    return record;
  }
  store::Actor reader(const Asked& asked) const {
    const auto day = asked.now.day_utc();
    for (const auto& grant : access::grants_that_hold(asked.visitor->asker, day))
      if (Policy::may(access::Thing::proposals, access::Doing::decide)
              .lets_in({true, asked.visitor->asker.has_second_factor, {grant}}, day))
        return actor_of(city_, *asked.visitor, access::id_of(grant.role));
    return actor_of(city_, *asked.visitor, "own");
  }
  http::Response absent(const records::Failure& failure, const Asked& asked) const {
    return failure.refusal ? denied(city_, asked) : failed(failure, asked.t);
  }

  http::Response page(const Asked& asked, views::Faults faults) const {
    const auto record = load(asked);
    if (!record) return absent(record.error(), asked);
    const auto& t = asked.t;
    const auto actor = actor_of(city_, *asked.visitor, role_of(may_decide(asked, *record)));
    const auto person = city_.people.read(actor, asked.now, *record->person);
    if (!person) return absent(person.error(), asked);
    const auto programme = programme_of(asked, actor, *record);
    if (!programme) return failed(programme.error(), t);
    const auto partners = records::Consents(city_.store).partners(actor, asked.now);
    if (!partners) return failed(partners.error(), t);
    views::ApplicationShown shown;
    shown.id = record->id.number;
    shown.person = record->person->number;
    shown.name = person->details.known.name;
    shown.programme = programme::in_language(programme->rules->name, t.code());
    const bool is_held = record->state == lives::ApplicationState::eligible &&
                         record->details.part == lives::Part::adept && record->places_held > 0;
    shown.state = t(is_held ? say("In a proposal or a pair") : lives::in_words(record->state));
    shown.edition = record->edition;
    shown.may_record_pair = record->state == lives::ApplicationState::eligible &&
                            record->details.part == lives::Part::adept && record->places_held == 0 &&
                            may_record_pair(asked, *record);
    shown.known = {{t("Takes part as"), t(lives::in_words(record->details.part))},
                   {t("Applied"), t.day(record->details.applied_on)}};
    if (record->details.part == lives::Part::mentor) {
      shown.known.push_back({t("Places"), t.number(record->details.capacity)});
      shown.known.push_back({t("Places held"), t.number(record->places_held)});
    }
    for (auto& known : terms_in_words(record->details, *programme->rules, *partners, t))
      shown.known.push_back(std::move(known));
    for (const auto& step : all_steps())
      if (lives::after(record->state, step.move)) shown.steps.push_back(step_of(step, t));
    shown.asked = asked.field("move");
    if (!faults.empty()) shown.reason = asked.field(views::reason_field(shown.asked));
    shown.faults = std::move(faults);
    const int status = shown.faults.empty() ? 200 : 409;
    return web::html_reply(views::application_page(shown, desk_of(asked), t), t, web::Kept::not_at_all,
                           status);
  }

  static views::ApplicationStep step_of(const StepWords& step, const Texts& t) {
    views::ApplicationStep shown{std::string(step.id), t(step.words), t(step.hint), {}};
    if (step.reason)
      for (const auto reason : lives::reasons_for(*step.reason))
        shown.reasons.push_back({std::string(lives::id_of(reason)), t(lives::in_words(reason))});
    return shown;
  }

  City& city_;
};

}  // namespace

std::vector<web::Route> application_routes(City& city) {
  const auto pages = std::make_shared<const ApplicationPages>(city);
  // Whoever decides whom to propose also decides who waits.
  const auto decides = Policy::may(access::Thing::proposals, access::Doing::decide);
  return {{web::Method::get, "/ansokningar/{application}", decides,
           [pages](Asked& asked) { return pages->show(asked); }},
          {web::Method::post, "/ansokningar/{application}", decides,
           [pages](Asked& asked) { return pages->decide(asked); }},
          {web::Method::get, "/ansokningar/{application}/ratta", decides,
           [pages](Asked& asked) { return pages->correct_form(asked); }},
          {web::Method::post, "/ansokningar/{application}/ratta", decides,
           [pages](Asked& asked) { return pages->correct(asked); }}};
}

}  // namespace parvis::desk
