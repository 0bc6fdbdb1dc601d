/// The city's memory in the browser, for those who are signed in. A page loads, asks the policy about that row, shows
/// what it may, and the act behind it writes the log.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/gate/route.hpp"
#include "app/records/applications.hpp"
#include "app/records/equal_bounds.hpp"
#include "app/records/pairs.hpp"
#include "app/records/people.hpp"
#include "app/records/programmes.hpp"
#include "app/records/proposals.hpp"
#include "app/records/rounds.hpp"
#include "app/records/scope.hpp"
#include "app/records/standing.hpp"
#include "app/views/shell.hpp"

namespace parvis::desk {

struct City {
  City(store::Store& of, store::CityId city, std::string called,
       std::shared_ptr<const occupations::Taxonomy> words)
      : store(of),
        id(city),
        name(std::move(called)),
        taxonomy(words),
        people(of, words),
        rounds(of, words),
        proposals(of, words),
        pairs(of, words),
        applications(of),
        programmes(of),
        bounds(of) {}
  store::Store& store;
  store::CityId id;
  std::string name;
  std::shared_ptr<const occupations::Taxonomy> taxonomy;
  records::People people;
  records::Rounds rounds;
  records::Proposals proposals;
  records::Pairs pairs;
  records::Applications applications;
  records::Programmes programmes;
  records::EqualBounds bounds;
};

/// All pages behind sign-in, but for signing in itself.
std::vector<web::Route> today_routes(City& city);
std::vector<web::Route> people_routes(City& city);
std::vector<web::Route> application_routes(City& city);
std::vector<web::Route> by_hand_routes(City& city);
std::vector<web::Route> round_routes(City& city);
std::vector<web::Route> import_routes(City& city);
std::vector<web::Route> own_routes(City& city);
std::vector<web::Route> erasure_routes(City& city);
std::vector<web::Route> retention_routes(City& city);
std::vector<web::Route> consent_routes(City& city);
std::vector<web::Route> merging_routes(City& city);
std::vector<web::Route> protected_routes(City& city);
std::vector<web::Route> log_routes(City& city);
std::vector<web::Route> register_routes();

/// The menu of whoever is signed in.
views::Desk desk_of(const web::Asked& asked);
store::Actor actor_of(const City& city, const web::Visitor& visitor, std::string_view role);
/// In which role an allowed act is done: the one whose grant allowed it; "own" for one's own affairs.
std::string_view role_of(const access::Verdict& verdict);

/// The page for what an act refused or could not do: "not there" and "not yours" are the same.
http::Response failed(const records::Failure& failure, const Texts& t);
/// What the world's fault answers: 503 try again soon, 507 nothing can be saved, 500.
int status_of(const std::optional<db::Fault>& fault);
/// Not there, not yours, protected: one answer, and a row in the log.
http::Response denied(const City& city, const web::Asked& asked);

/// Somebody who says yes or no to erasures, or stops them.
bool may_answer_erasures(const web::Asked& asked);

/// Somebody who lets people of their programme or organisation in (Thing::users_and_roles, invite).
/// Has a staff role today.
bool works_here(const web::Asked& asked);
/// A no of the rules, with its reason in words. 409.
http::Response refused_because(const Message& why, const Texts& t);
/// Those whom the visitor may find: adepts and mentors of their own programmes.
access::RowScope people_scope(const web::Asked& asked);
bool may_help(const web::Asked& asked);

/// Where the person stands, and what is between them and the visitor.
struct About {
  records::Standing standing;
  access::Relation relation;
  /// May the visitor do this to the person, as an adept or as a mentor?
  access::Verdict may(const web::Asked& asked, access::Thing as_adept, access::Thing as_mentor,
                      access::Doing doing) const;
};
Result<About, records::Failure> about(City& city, const web::Asked& asked, store::PersonId person);

}  // namespace parvis::desk
