#pragma once
// Makes the program of each role.

#include "engine/runtime/runtime.h"

namespace topomq::roles {

/// Null for roles that are not run here (`external`, and those without a program yet).
[[nodiscard]] runtime::RoleFactory makeRoleFactory();

} // namespace topomq::roles
