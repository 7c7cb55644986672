#pragma once
// The security of a socket, to and from the file. It holds no secrets.

#include "engine/io/field_reader.h"
#include "engine/model/topology.h"

namespace topomq::io {

/// What does not fit is reported at the reader's place and left at its default.
[[nodiscard]] model::Security readSecurity(FieldReader& fields, const model::Value& value);
[[nodiscard]] model::Object securityFields(const model::Security& security);

} // namespace topomq::io
