#include <algorithm>
#include <unordered_map>
#include <utility>

#include "app/draws/draws.hpp"
#include "domain/assignment/waves.hpp"

namespace parvis::draws {
namespace {

using assignment::no_place;
using proof::DrawOffer;

/// The list as numbers: seekers in the order of the draw.
class Round {
 public:
  Round(const lots::List& list, const std::string& seed) : list_(list), order_(lots::order(list, seed)) {
    for (const auto& place : list.places) instance_.capacity.push_back(place.seats);
    instance_.first.push_back(0);
    std::unordered_map<std::string, std::uint32_t> group_at;
    for (std::uint32_t b = 0; b < list.bounds.size(); ++b) {
      assignment::Bound bound;
      bound.lower = list.bounds[b].lower;
      if (list.bounds[b].upper) bound.upper = *list.bounds[b].upper;
      groups_.bounds.push_back(bound);
      group_at.emplace(list.bounds[b].group, b);
    }
    groups_.bounds.emplace_back();  // everybody in no bounded group
    const auto without = static_cast<std::uint32_t>(list.bounds.size());
    for (std::uint32_t s = 0; s < order_.size(); ++s) {
      const auto& applicant = of(s);
      add_edges(applicant);
      const auto group = group_at.find(applicant.group);
      groups_.of.push_back(group == group_at.end() ? without : group->second);
      seeker_of_.emplace(applicant.id, s);
    }
    standings_.resize(order_.size());
  }

  std::vector<std::string> ids() const {
    std::vector<std::string> all;
    for (std::uint32_t s = 0; s < order_.size(); ++s) all.push_back(of(s).id);
    return all;
  }

  Result<assignment::Wave, assignment::BoundsNo> next() const {
    return assignment::next_wave(instance_, groups_, standings_);
  }

  /// What the wave offers, by order.
  std::vector<DrawOffer> offers_of(const assignment::Wave& wave, int number) const {
    std::vector<DrawOffer> offers;
    for (std::uint32_t s = 0; s < order_.size(); ++s) {
      if (wave.offered[s] == no_place) continue;
      const auto place = static_cast<std::uint32_t>(wave.offered[s]);
      const auto& wishes = of(s).wishes;
      DrawOffer offer;
      offer.wave = number;
      offer.id = of(s).id;
      offer.place = list_.places[place].name;
      offer.wish = static_cast<int>(std::find(wishes.begin(), wishes.end(), place) - wishes.begin()) + 1;
      offer.order = static_cast<int>(s) + 1;
      offer.number = order_[s].number;
      offers.push_back(std::move(offer));
    }
    return offers;
  }

  void answered(const assignment::Wave& wave, const std::vector<DrawOffer>& offers) {
    for (const auto& offer : offers) {
      const std::uint32_t s = seeker_of_.at(offer.id);
      const bool yes = offer.reply == proof::Reply::yes;
      standings_[s] = {yes ? assignment::Reply::accepted : assignment::Reply::declined, wave.offered[s]};
    }
  }

 private:
  const lots::Applicant& of(std::uint32_t seeker) const { return list_.applicants[order_[seeker].applicant]; }

  void add_edges(const lots::Applicant& applicant) {
    auto& edges = instance_.edges;
    for (std::size_t w = 0; w < applicant.wishes.size(); ++w)
      edges.push_back({applicant.wishes[w], lots::points(w)});
    std::sort(edges.begin() + static_cast<std::ptrdiff_t>(instance_.first.back()), edges.end(),
              [](const auto& a, const auto& b) { return a.place < b.place; });
    instance_.first.push_back(edges.size());
  }

  const lots::List& list_;
  std::vector<lots::Numbered> order_;
  assignment::Instance instance_;
  assignment::Groups groups_;
  std::vector<assignment::Standing> standings_;
  std::unordered_map<std::string, std::uint32_t> seeker_of_;
};

/// The answers of a wave that was sent out before, held against what it offers now. What differs is the reason.
Message take_answers(std::vector<DrawOffer>& offers, const std::vector<DrawOffer>& earlier, int wave) {
  std::unordered_map<std::string, DrawOffer*> by_id;
  for (auto& offer : offers) by_id.emplace(offer.id, &offer);
  for (const auto& written : earlier) {
    if (written.wave != wave) continue;
    const auto at = by_id.find(written.id);
    if (at == by_id.end() || at->second->place != written.place || at->second->row != 0)
      return say("Row {row}: wave {wave} does not offer {place} to {id} with this seed and these files, or "
                 "the row "
                 "stands twice. Give the same seed, bounds, applicants and places in every wave.")
          .with("row", std::int64_t{written.row})
          .with("wave", std::int64_t{wave})
          .with("place", written.place)
          .with("id", written.id);
    at->second->reply = written.reply;
    at->second->row = written.row;
  }
  for (const auto& offer : offers)
    if (offer.row == 0)
      return say("Wave {wave} offers {place} to {id}, but the file with answers has no such row. Give back "
                 "the whole "
                 "file of offers, with the column answer filled in.")
          .with("wave", std::int64_t{wave})
          .with("place", offer.place)
          .with("id", offer.id);
  return {};
}

proof::DrawWave claim_of(const assignment::Wave& wave, const lots::List& list) {
  proof::DrawWave claim;
  claim.offers = wave.offers;
  claim.points = wave.score;
  claim.lower.assign(wave.lower.begin(),
                     wave.lower.begin() + static_cast<std::ptrdiff_t>(list.bounds.size()));
  for (std::size_t p = 0; p < list.places.size(); ++p)
    if (wave.price[p] != 0) claim.prices.emplace(list.places[p].name, wave.price[p]);
  return claim;
}

}  // namespace

Result<Drawn, Message> draw(const lots::List& list, const std::string& seed,
                            const std::vector<DrawOffer>& earlier) {
  Drawn drawn;
  auto& claim = drawn.claim;
  claim.seed = seed;
  claim.commitment = lots::commitment(seed);
  claim.applicants_sha256 = lots::fingerprint_of_applicants(list);
  claim.places_sha256 = lots::fingerprint_of_places(list);
  claim.bounds = list.bounds;
  Round round(list, seed);
  claim.order = round.ids();
  int before = 0;
  for (const auto& offer : earlier) before = std::max(before, offer.wave);
  for (int number = 1;; ++number) {
    const auto wave = round.next();
    if (!wave)
      return no(
          say("The lower bounds ask for {wanted} people in all, but at most {possible} of those can be given "
              "a place at once.")
              .with("wanted", wave.error().wanted)
              .with("possible", wave.error().possible));
    auto offers = round.offers_of(*wave, number);
    if (number <= before) {
      if (auto differs = take_answers(offers, earlier, number); !differs.empty())
        return no(std::move(differs));
      round.answered(*wave, offers);
    }
    claim.waves.push_back(claim_of(*wave, list));
    drawn.accepted = wave->accepted;
    const bool has_ended = offers.empty();
    drawn.offers.insert(drawn.offers.end(), std::make_move_iterator(offers.begin()),
                        std::make_move_iterator(offers.end()));
    if (number > before || has_ended) return drawn;
  }
}

}  // namespace parvis::draws
