/// The pages of matching: all rounds, one round, one that is being calculated. For the files of this folder.
#pragma once

#include "app/desk/desk.hpp"
#include "app/desk/round_work.hpp"
#include "app/views/rounds_pages.hpp"

namespace parvis::desk {

class RoundPages {
 public:
  explicit RoundPages(City& city)
      : city_(city), orders_(city.store), work_(std::make_unique<RoundWork>(city.rounds, orders_)) {}

  // rounds_desk.cpp
  http::Response all(web::Asked& asked, views::Faults faults = {});
  http::Response propose(web::Asked& asked);
  http::Response decide(web::Asked& asked);
  http::Response move_pair(web::Asked& asked);
  // round_order_desk.cpp
  http::Response run(web::Asked& asked);
  http::Response order(web::Asked& asked);
  http::Response cancel(web::Asked& asked);
  // kept_round_desk.cpp
  http::Response one(web::Asked& asked, views::Faults faults = {},
                     std::optional<views::CheckedShown> checked = {});
  http::Response again(web::Asked& asked);
  http::Response even_out(web::Asked& asked);
  http::Response file(web::Asked& asked);
  // round_end_desk.cpp
  http::Response check(web::Asked& asked);
  http::Response close(web::Asked& asked);

 private:
  store::Actor actor(const web::Asked& asked) const;
  static bool may_in(const web::Asked& asked, access::Thing thing, access::Doing doing,
                     store::ProgrammeId programme);
  static access::RowScope scope_of(const web::Asked& asked, access::Thing thing);
  http::Response absent(const records::Failure& failure, const web::Asked& asked) const;
  static http::Response to_round(const web::Asked& asked, store::RoundId id);
  static std::vector<records::Two> not_yet(const matching::Round& round,
                                           const std::vector<records::ProposalRecord>& proposals);
  Result<bool, records::Failure> load(const web::Asked& asked, views::RoundsShown& shown);
  Result<std::optional<views::KeptCompared>, records::Failure> compared(const web::Asked& asked,
                                                                        const records::RoundAgain& now) const;
  /// Begins it, or finds the one that is running, and waits a moment for it.
  Result<records::OrderId, records::Failure> begin(const web::Asked& asked, records::RoundWish wish,
                                                   std::optional<store::RoundId> after);
  http::Response to_order(const web::Asked& asked, records::OrderId id) const;

  City& city_;
  records::RoundOrders orders_;
  std::unique_ptr<RoundWork> work_;
};

http::Response round_reply(std::string text, const web::Asked& asked, int status = 200);
std::optional<std::int64_t> whole_number(std::string_view text);
std::vector<views::Option> reasons_in_words(lives::Asked why, const Texts& t);
views::PairLine line_of(const records::ProposalRecord& proposal, std::string programme, bool may_decide,
                        const Texts& t);
/// "12/medicine", and "Duo · medicine".
std::string place_value(store::ProgrammeId programme, std::string_view track);
std::string place_name(const programme::Programme& programme, std::string_view track, const Texts& t);

}  // namespace parvis::desk
