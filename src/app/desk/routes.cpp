#include "app/desk/sign_in_desk.hpp"

namespace parvis::desk {

std::vector<web::Route> all_routes(Entrance& entrance) {
  auto& city = entrance.city;
  std::vector<web::Route> all;
  for (auto& routes :
       {sign_in_routes(entrance), staff_routes(entrance), today_routes(city), people_routes(city),
        application_routes(city), by_hand_routes(city), round_routes(city), import_routes(city),
        own_routes(city), erasure_routes(city), retention_routes(city), merging_routes(city),
        consent_routes(city), protected_routes(city), log_routes(city), register_routes()})
    all.insert(all.end(), routes.begin(), routes.end());
  return all;
}

}  // namespace parvis::desk
