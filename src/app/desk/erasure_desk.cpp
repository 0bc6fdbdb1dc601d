#include "app/desk/desk.hpp"
#include "app/erasure/requests.hpp"
#include "app/gate/replies.hpp"
#include "app/views/erasure_pages.hpp"

namespace parvis::desk {
namespace {

using access::Doing;
using access::Thing;
using erasure::Request;
using store::PersonId;
using web::Asked;
using web::Method;
using web::Policy;

/// A request, whom it is about, and what the visitor may do about it, each with the role that allows it.
struct Loaded {
  Request request;
  About around;
  access::Verdict read, decide, stop;
};

std::vector<views::Option> options_of(const std::vector<erasure::Reason>& reasons, const Texts& t) {
  std::vector<views::Option> options;
  for (const auto reason : reasons)
    options.push_back({std::string(erasure::id_of(reason)), t(erasure::in_words(reason))});
  return options;
}

class ErasurePages {
 public:
  explicit ErasurePages(City& city) : city_(city), requests_(city.store, city.taxonomy) {}

  http::Response list(Asked& asked) const {
    const auto day = asked.now.day_utc();
    const auto scope = access::row_scope(asked.visitor->asker, Thing::erasure, day).listed();
    const auto actor = reader(asked);
    const auto found = requests_.list(actor, asked.now, scope);
    if (!found) return fault_page(found.error(), asked);
    views::ErasuresShown shown;
    for (const auto& request : *found) {
      // Of those who are gone nothing is left to stand in a relation to.
      auto around = request.state == erasure::State::waiting ? about(city_, asked, request.person)
                                                             : Result<About, records::Failure>(About{});
      if (!around) return failed(around.error(), asked.t);
      shown.requests.push_back(line_of(request, *around, asked));
    }
    return page(views::erasures_page(shown, desk_of(asked), asked.t), asked);
  }

  http::Response show(Asked& asked) const { return show_with(asked, {}); }

  http::Response answer(Asked& asked) const {
    const auto loaded = load(asked);
    if (!loaded) return absent(loaded.error(), asked);
    const auto& [request, around, reads, decides, stops] = *loaded;
    const auto wish = asked.field("move");
    if (wish == "yes" && decides.is_allowed()) return erase(asked, request, decides);
    if (wish == "no" && decides.is_allowed()) {
      const auto reason = erasure::reason_of(asked.field("reason"), erasure::reasons_to_refuse());
      if (!reason) return show_with(asked, {{"reason", say("Choose a reason from the list.")}});
      return after(requests_.say_no(actor(asked, decides), asked.now, request.id, *reason), asked);
    }
    if (wish == "stop" && stops.is_allowed())
      return after(requests_.stop(actor(asked, stops), asked.now, request.id), asked);
    return show_with(asked, {{"h-answer", say("Choose how to answer.")}});
  }

  http::Response propose_form(Asked& asked) const { return propose_with(asked, {}); }

  http::Response propose(Asked& asked) const {
    const auto person = proposable(asked);
    if (!person) return absent(person.error(), asked);
    const auto reason = erasure::reason_of(asked.field("reason"), erasure::reasons_to_propose());
    if (!reason) return propose_with(asked, {{"reason", say("Choose a reason from the list.")}});
    const auto done = requests_.propose(actor(asked, person->second), asked.now, person->first, *reason);
    if (done)
      return web::see_other(views::address(asked.t, "/personer/" + std::to_string(person->first.number)));
    if (!done.error().refusal) return fault_page(done.error(), asked);
    return propose_with(asked, {{"reason", erasure::in_words(*done.error().refusal)}});
  }

 private:
  using Failure = erasure::RequestFailure;

  store::Actor actor(const Asked& asked, const access::Verdict& verdict) const {
    return actor_of(city_, *asked.visitor, role_of(verdict));
  }
  /// In the role that opens the list.
  store::Actor reader(const Asked& asked) const {
    const auto day = asked.now.day_utc();
    for (const auto& grant : access::grants_that_hold(asked.visitor->asker, day))
      if (Policy::may_any(Thing::erasure, {Doing::decide, Doing::stop})
              .lets_in({true, asked.visitor->asker.has_second_factor, {grant}}, day))
        return actor_of(city_, *asked.visitor, access::id_of(grant.role));
    return actor_of(city_, *asked.visitor, "own");
  }

  http::Response page(std::string text, const Asked& asked, int status = 200) const {
    return web::html_reply(std::move(text), asked.t, web::Kept::not_at_all, status);
  }
  http::Response fault_page(const Failure& failure, const Asked& asked) const {
    if (failure.other) return failed(*failure.other, asked.t);
    return failure.refusal ? refused_because(erasure::in_words(*failure.refusal), asked.t)
                           : web::error_reply(500, {}, asked.t);
  }
  /// Not there, answered already, and not yours are one answer.
  http::Response absent(const Failure& failure, const Asked& asked) const {
    if (failure.refusal) return denied(city_, asked);
    if (failure.other && failure.other->refusal == records::Refusal::no_such_person)
      return denied(city_, asked);
    return fault_page(failure, asked);
  }

  Result<Loaded, Failure> load(const Asked& asked) const {
    auto read =
        requests_.read(actor_of(city_, *asked.visitor, "own"), asked.now, asked.number(0).value_or(0));
    if (!read) return no(std::move(read).error());
    auto around = about(city_, asked, read->person);
    if (!around) return no(Failure(std::move(around).error()));
    auto& relation = around->relation;
    relation.own_proposal = read->asked_by && *read->asked_by == store::AccountId{asked.visitor->account};
    // Nobody answers a wish about themself, and their own page tells them how far it has come.
    if (relation.own) return no(Failure(erasure::Refusal::no_such_request));
    Loaded loaded{std::move(*read), std::move(*around), {}, {}, {}};
    const auto may = [&](Doing doing) {
      return loaded.around.may(asked, Thing::erasure, Thing::erasure, doing);
    };
    loaded.read = may(Doing::read);
    loaded.decide = may(Doing::decide);
    loaded.stop = may(Doing::stop);
    if (!loaded.read.is_allowed()) return no(Failure(erasure::Refusal::no_such_request));
    return loaded;
  }

  Result<std::pair<PersonId, access::Verdict>, Failure> proposable(const Asked& asked) const {
    const PersonId id{asked.number(0).value_or(0)};
    const auto around = about(city_, asked, id);
    if (!around) return no(Failure(around.error()));
    auto verdict = around->may(asked, Thing::erasure, Thing::erasure, Doing::propose);
    if (!verdict.is_allowed()) return no(Failure(erasure::Refusal::no_such_request));
    return std::pair{id, verdict};
  }

  http::Response show_with(Asked& asked, views::Faults faults) const {
    const auto loaded = load(asked);
    if (!loaded) return absent(loaded.error(), asked);
    const auto& request = loaded->request;
    const auto logged = city_.store.log(
        actor(asked, loaded->read), asked.now,
        {store::Act::erasures_read, request.person, "erasure_request", request.id, {}, false});
    if (!logged) return failed(records::Failure(logged.error()), asked.t);
    views::ErasureShown shown;
    shown.request = line_of(request, loaded->around, asked);
    if (shown.request.person != 0) {
      const auto reads = profile_verdict(loaded->around, asked);
      const auto record = city_.people.read(actor(asked, reads), asked.now, request.person);
      if (!record) return absent(Failure(record.error()), asked);
      shown.request.who = record->details.known.name;
    }
    shown.may_decide = loaded->decide.is_allowed();
    shown.may_stop = loaded->stop.is_allowed();
    shown.reasons = options_of(erasure::reasons_to_refuse(), asked.t);
    shown.faults = std::move(faults);
    const int status = shown.faults.empty() ? 200 : 400;
    return page(views::erasure_page(shown, desk_of(asked), asked.t), asked, status);
  }

  http::Response erase(Asked& asked, const Request& request, const access::Verdict& verdict) const {
    const auto receipt = requests_.say_yes(actor(asked, verdict), asked.now, request.id);
    if (!receipt) {
      if (!receipt.error().refusal) return fault_page(receipt.error(), asked);
      return show_with(asked, {{"h-yes", erasure::in_words(*receipt.error().refusal)}});
    }
    views::ReceiptShown shown;
    shown.erased_at = receipt->erased_at;
    shown.city = city_.name;
    shown.reason = reason_in_words(receipt->reason, asked.t);
    for (const auto id : receipt->records) shown.records.push_back(id.number);
    shown.rows = receipt->erased_rows;
    shown.lapsed_imports = receipt->lapsed_imports;
    return page(views::erasure_receipt_page(shown, desk_of(asked), asked.t), asked);
  }

  template <class Done>
  http::Response after(const Result<Done, Failure>& done, Asked& asked) const {
    if (done) return web::see_other(views::address(asked.t, "/radering"));
    if (!done.error().refusal) return fault_page(done.error(), asked);
    return show_with(asked, {{"reason", erasure::in_words(*done.error().refusal)}});
  }

  static std::string reason_in_words(std::string_view id, const Texts& t) {
    for (const auto& reasons : {erasure::reasons_to_propose(), erasure::reasons_to_refuse()})
      if (const auto reason = erasure::reason_of(id, reasons)) return t(erasure::in_words(*reason));
    return {};
  }

  static access::Verdict profile_verdict(const About& around, const Asked& asked) {
    auto verdict = around.may(asked, Thing::adept_profile, Thing::mentor_profile, Doing::read);
    // A reading that asks for a reason is asked for on the person's own page.
    return verdict.conditions.has(access::Condition::needs_reason) ? access::Verdict{} : verdict;
  }

  /// By the number of the record: whoever decides opens it, and the log says so.
  static views::ErasureLine line_of(const Request& request, const About& around, const Asked& asked) {
    const auto& t = asked.t;
    views::ErasureLine line;
    line.id = request.id;
    line.waits = request.state == erasure::State::waiting;
    if (line.waits && profile_verdict(around, asked).is_allowed()) line.person = request.person.number;
    line.who = t(say("Record {number}").with("number", std::to_string(request.person.number)));
    line.asked = reason_in_words(request.reason, t);
    line.asked_at = request.asked_at;
    line.state = t(erasure::in_words(request.state));
    return line;
  }

  http::Response propose_with(Asked& asked, views::Faults faults) const {
    const auto person = proposable(asked);
    if (!person) return absent(person.error(), asked);
    const auto record = city_.people.read(actor(asked, person->second), asked.now, person->first);
    if (!record) return absent(Failure(record.error()), asked);
    views::ErasureProposal shown;
    shown.person = person->first.number;
    shown.name = record->details.known.name;
    shown.chosen = asked.field("reason");
    shown.reasons = options_of(erasure::reasons_to_propose(), asked.t);
    shown.faults = std::move(faults);
    const int status = shown.faults.empty() ? 200 : 400;
    return page(views::propose_erasure_page(shown, desk_of(asked), asked.t), asked, status);
  }

  City& city_;
  mutable erasure::Requests requests_;
};

}  // namespace

std::vector<web::Route> erasure_routes(City& city) {
  const auto pages = std::make_shared<const ErasurePages>(city);
  const auto answers = Policy::may_any(Thing::erasure, {Doing::decide, Doing::stop});
  const auto proposes = Policy::may(Thing::erasure, Doing::propose);
  return {
      {Method::get, "/radering", answers, [pages](Asked& asked) { return pages->list(asked); }},
      {Method::get, "/radering/{request}", answers, [pages](Asked& asked) { return pages->show(asked); }},
      {Method::post, "/radering/{request}", answers, [pages](Asked& asked) { return pages->answer(asked); }},
      {Method::get, "/personer/{person}/radering", proposes,
       [pages](Asked& asked) { return pages->propose_form(asked); }},
      {Method::post, "/personer/{person}/radering", proposes,
       [pages](Asked& asked) { return pages->propose(asked); }}};
}

}  // namespace parvis::desk
