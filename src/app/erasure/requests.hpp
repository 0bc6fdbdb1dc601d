/// Asking that somebody is erased, and the answer (SECURITY): anyone asks for themself, a coordinator proposes, a
/// manager decides, an auditor may stop it. Who may do what is asked before (domain/access, Thing::erasure). Reasons
/// are ids: no word about anybody stands in a request.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/erasure/erasing.hpp"
#include "domain/access/row_scope.hpp"

namespace parvis::erasure {

enum class State { waiting, refused, stopped, done };
std::string_view id_of(State state);
Message in_words(State state);

/// Why somebody is to be erased, or why not.
enum class Reason {
  asked_by_the_person,
  no_longer_needed,
  registered_by_mistake,
  still_in_a_pair,  ///< from here on: reasons to say no
  law_says_keep,
  not_the_right_person,
};
std::string_view id_of(Reason reason);
Message in_words(Reason reason);
/// Those that a form offers.
std::vector<Reason> reasons_to_propose();
std::vector<Reason> reasons_to_refuse();
std::optional<Reason> reason_of(std::string_view id, const std::vector<Reason>& among);

enum class Refusal { no_such_request, asked_already, own_proposal };
Message in_words(Refusal refusal);

struct RequestFailure {
  std::optional<Refusal> refusal;
  std::optional<Failure> other;
  RequestFailure(Refusal rule) : refusal(rule) {}
  RequestFailure(Failure why) : other(std::move(why)) {}
  RequestFailure(db::Fault world) : other(records::failure(std::move(world))) {}
};

struct Request {
  std::int64_t id = 0;
  store::PersonId person;
  bool by_the_person = false;
  std::string reason;
  Moment asked_at;
  std::optional<store::AccountId> asked_by;
  State state = State::waiting;
  std::string answer;  ///< the id of a reason to say no
  std::optional<Moment> decided_at;
};

class Requests {
 public:
  Requests(store::Store& store, std::shared_ptr<const occupations::Taxonomy> taxonomy)
      : store_(store), erasing_(store, std::move(taxonomy)) {}

  Result<std::int64_t, RequestFailure> ask(const store::Actor& actor, Moment now, store::PersonId person);
  Result<std::int64_t, RequestFailure> propose(const store::Actor& actor, Moment now, store::PersonId person,
                                               Reason reason);
  /// Those that wait first. People who are not there, or not in the scope, are in no row. Logged.
  Result<std::vector<Request>, RequestFailure> list(const store::Actor& actor, Moment now,
                                                    const access::RowScope& scope);
  Result<Request, RequestFailure> read(const store::Actor& actor, Moment now, std::int64_t request);
  /// The last one about the person.
  Result<std::optional<Request>, RequestFailure> of_person(const store::Actor& actor, Moment now,
                                                           store::PersonId person);
  /// The person is erased, in the same act. Nobody says yes to what they proposed themself.
  Result<Receipt, RequestFailure> say_yes(const store::Actor& actor, Moment now, std::int64_t request);
  Result<bool, RequestFailure> say_no(const store::Actor& actor, Moment now, std::int64_t request,
                                      Reason reason);
  Result<bool, RequestFailure> stop(const store::Actor& actor, Moment now, std::int64_t request);

 private:
  store::Store& store_;
  Erasing erasing_;
};

}  // namespace parvis::erasure
