#include "app/erasure/requests.hpp"

#include <algorithm>
#include <array>

#include "app/records/scope.hpp"

namespace parvis::erasure {
namespace {

using store::Act;
using store::PersonId;
using store::Transaction;

// A request that waits is about somebody who is there: of people with protected identity nothing is shown.
constexpr db::Query requests_in_scope{"requests_in_scope",
                                      R"(
  SELECT r.request_id, r.person_id, r.by_the_person, r.reason, r.asked_at, r.asked_by, r.state, r.answer, r.decided_at
    FROM erasure_request r
   WHERE r.city_id = $1
     AND (r.state = 'done' OR EXISTS (SELECT 1 FROM person p WHERE p.person_id = r.person_id))
     AND ($2 = '*' OR r.decided_by = $3 OR EXISTS (SELECT 1 FROM application a WHERE a.person_id = r.person_id AND )" PARVIS_IN_SCOPE(
                                          "a.programme_id", "a.partner_id", "$2") R"())
   ORDER BY CASE WHEN r.state = 'waiting' THEN 0 ELSE 1 END, r.asked_at DESC, r.request_id LIMIT 200)"};
constexpr db::Query one_request{"one_request", R"(
  SELECT r.request_id, r.person_id, r.by_the_person, r.reason, r.asked_at, r.asked_by, r.state, r.answer, r.decided_at
    FROM erasure_request r
   WHERE r.city_id = $1 AND r.request_id = $2
     AND (r.state = 'done' OR EXISTS (SELECT 1 FROM person p WHERE p.person_id = r.person_id)))"};
constexpr db::Query last_of_person{"last_of_person", R"(
  SELECT request_id, person_id, by_the_person, reason, asked_at, asked_by, state, answer, decided_at
    FROM erasure_request WHERE city_id = $1 AND person_id = $2 ORDER BY asked_at DESC, request_id DESC LIMIT 1)"};
constexpr db::Query is_registered{"is_registered",
                                  "SELECT 1 FROM person WHERE city_id = $1 AND person_id = $2"};

constexpr std::array states{State::waiting, State::refused, State::stopped, State::done};

Request request_in(const db::Row& row) {
  Request request;
  request.id = row.get<std::int64_t>(0);
  request.person = row.get<PersonId>(1);
  request.by_the_person = row.get<std::int64_t>(2) == 1;
  request.reason = row.get<std::string>(3);
  request.asked_at = row.get<Moment>(4);
  request.asked_by = row.get<std::optional<store::AccountId>>(5);
  for (const auto state : states)
    if (id_of(state) == row.get<std::string>(6)) request.state = state;
  request.answer = row.get<std::optional<std::string>>(7).value_or("");
  request.decided_at = row.get<std::optional<Moment>>(8);
  return request;
}

store::What about(Act act, const Request& request, std::string_view reason) {
  return {act, request.person, "erasure_request", request.id, std::string(reason), false};
}

Result<Request, RequestFailure> waiting_one(Transaction& tx, std::int64_t number) {
  PARVIS_TRY(const auto row, tx.first(one_request, tx.city(), number));
  if (!row) return no(RequestFailure(Refusal::no_such_request));
  auto request = request_in(*row);
  if (request.state != State::waiting) return no(RequestFailure(Refusal::no_such_request));
  return request;
}

Result<bool, RequestFailure> close(Transaction& tx, const Request& request, State state,
                                   std::string_view answer) {
  store::Cells cells{{"state", id_of(state)}, {"decided_by", tx.actor().account}, {"decided_at", tx.now()}};
  if (!answer.empty()) cells.emplace_back("answer", answer);
  PARVIS_TRY(const bool changed,
             tx.change("erasure_request", {db::value(request.id)}, cells, request.person));
  return changed;
}

struct Wish {
  PersonId person;
  bool by_the_person = false;
  Reason reason = Reason::asked_by_the_person;
};

Result<std::int64_t, RequestFailure> make(store::Store& store, const store::Actor& actor, Moment now,
                                          const Wish& wish) {
  return store.transact(actor, now, [&](Transaction& tx) -> Result<std::int64_t, RequestFailure> {
    PARVIS_TRY(const auto there, tx.first(is_registered, tx.city(), wish.person));
    if (!there) return no(RequestFailure(Failure(records::Refusal::no_such_person)));
    PARVIS_TRY(const auto last, tx.first(last_of_person, tx.city(), wish.person));
    if (last && request_in(*last).state == State::waiting) return no(RequestFailure(Refusal::asked_already));
    const auto id = crypto::random_id();
    auto added = tx.add("erasure_request", {{"request_id", id},
                                            {"city_id", tx.city()},
                                            {"person_id", wish.person},
                                            {"by_the_person", wish.by_the_person},
                                            {"reason", id_of(wish.reason)},
                                            {"asked_by", actor.account},
                                            {"asked_at", now},
                                            {"state", "waiting"}});
    if (!added) return no(RequestFailure(std::move(added).error()));
    tx.tell({wish.by_the_person ? Act::erasure_asked : Act::erasure_proposed, wish.person, "erasure_request",
             id, std::string(id_of(wish.reason)), false});
    return id;
  });
}

}  // namespace

std::string_view id_of(State state) {
  switch (state) {
    case State::waiting: return "waiting";
    case State::refused: return "refused";
    case State::stopped: return "stopped";
    case State::done: return "done";
  }
  return {};
}

Message in_words(State state) {
  switch (state) {
    case State::waiting: return say("Waits for an answer");
    case State::refused: return say("Answered no");
    case State::stopped: return say("Stopped by an auditor");
    case State::done: return say("Erased");
  }
  return {};
}

std::string_view id_of(Reason reason) {
  switch (reason) {
    case Reason::asked_by_the_person: return "asked_by_the_person";
    case Reason::no_longer_needed: return "no_longer_needed";
    case Reason::registered_by_mistake: return "registered_by_mistake";
    case Reason::still_in_a_pair: return "still_in_a_pair";
    case Reason::law_says_keep: return "law_says_keep";
    case Reason::not_the_right_person: return "not_the_right_person";
  }
  return {};
}

Message in_words(Reason reason) {
  switch (reason) {
    case Reason::asked_by_the_person: return say("The person has asked for it");
    case Reason::no_longer_needed: return say("The details are not needed any more");
    case Reason::registered_by_mistake: return say("Registered by mistake");
    case Reason::still_in_a_pair: return say("The person is in a pair that goes on");
    case Reason::law_says_keep: return say("A law says that the details must be kept");
    case Reason::not_the_right_person: return say("It is not clear that this is the right person");
  }
  return {};
}

std::vector<Reason> reasons_to_propose() {
  return {Reason::asked_by_the_person, Reason::no_longer_needed, Reason::registered_by_mistake};
}

std::vector<Reason> reasons_to_refuse() {
  return {Reason::still_in_a_pair, Reason::law_says_keep, Reason::not_the_right_person};
}

std::optional<Reason> reason_of(std::string_view id, const std::vector<Reason>& among) {
  const auto found = std::ranges::find_if(among, [&](Reason one) { return id_of(one) == id; });
  if (found == among.end()) return std::nullopt;
  return *found;
}

Message in_words(Refusal refusal) {
  switch (refusal) {
    case Refusal::no_such_request: return say("There is no such request, or it has been answered already.");
    case Refusal::asked_already: return say("This has been asked for already, and waits for an answer.");
    case Refusal::own_proposal: return say("Somebody else than the one who proposed an erasure decides it.");
  }
  return {};
}

Result<std::int64_t, RequestFailure> Requests::ask(const store::Actor& actor, Moment now, PersonId person) {
  return make(store_, actor, now, {person, true, Reason::asked_by_the_person});
}

Result<std::int64_t, RequestFailure> Requests::propose(const store::Actor& actor, Moment now, PersonId person,
                                                       Reason reason) {
  return make(store_, actor, now, {person, false, reason});
}

Result<std::vector<Request>, RequestFailure> Requests::list(const store::Actor& actor, Moment now,
                                                            const access::RowScope& scope) {
  auto found = store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<Request>, RequestFailure> {
    PARVIS_TRY(const auto rows,
               tx.all(requests_in_scope, tx.city(), records::scope_text(scope), actor.account));
    std::vector<Request> requests;
    for (const auto& row : rows) requests.push_back(request_in(row));
    return requests;
  });
  if (found)
    if (auto logged = store_.log(actor, now, {Act::erasures_read, {}, "erasure_request", {}, {}, false});
        !logged)
      return no(RequestFailure(std::move(logged).error()));
  return found;
}

Result<Request, RequestFailure> Requests::read(const store::Actor& actor, Moment now, std::int64_t number) {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<Request, RequestFailure> {
    return waiting_one(tx, number);
  });
}

Result<std::optional<Request>, RequestFailure> Requests::of_person(const store::Actor& actor, Moment now,
                                                                   PersonId person) {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<std::optional<Request>, RequestFailure> {
    PARVIS_TRY(const auto row, tx.first(last_of_person, tx.city(), person));
    if (!row) return std::optional<Request>();
    return std::optional(request_in(*row));
  });
}

Result<Receipt, RequestFailure> Requests::say_yes(const store::Actor& actor, Moment now,
                                                  std::int64_t number) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<Receipt, RequestFailure> {
    PARVIS_TRY(const auto request, waiting_one(tx, number));
    if (request.asked_by && request.asked_by == actor.account)
      return no(RequestFailure(Refusal::own_proposal));
    PARVIS_TRY([[maybe_unused]] const bool closed, close(tx, request, State::done, {}));
    auto receipt = erasing_.erase_in(tx, request.person, request.reason);
    if (!receipt) return no(RequestFailure(std::move(receipt).error()));
    return std::move(*receipt);
  });
}

Result<bool, RequestFailure> Requests::say_no(const store::Actor& actor, Moment now, std::int64_t number,
                                              Reason reason) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, RequestFailure> {
    PARVIS_TRY(const auto request, waiting_one(tx, number));
    tx.tell(about(Act::erasure_refused, request, id_of(reason)));
    return close(tx, request, State::refused, id_of(reason));
  });
}

Result<bool, RequestFailure> Requests::stop(const store::Actor& actor, Moment now, std::int64_t number) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, RequestFailure> {
    PARVIS_TRY(const auto request, waiting_one(tx, number));
    tx.tell(about(Act::erasure_stopped, request, {}));
    return close(tx, request, State::stopped, {});
  });
}

}  // namespace parvis::erasure
