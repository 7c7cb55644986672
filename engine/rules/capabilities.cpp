#include "engine/rules/capabilities.h"

namespace topomq::rules {

namespace {

/// Is it there, as far as the machine has been looked at?
bool isAvailable(const Capabilities& capabilities, std::string_view scheme)
{
    if (scheme == "ipc")
        return capabilities.ipc;
    if (scheme == "ws")
        return capabilities.ws;
    if (scheme == "pgm")
        return capabilities.pgm;
    if (scheme == "epgm")
        return capabilities.epgm;
    if (scheme == "norm")
        return capabilities.norm;
    return scheme == "tcp" || scheme == "inproc";
}

} // namespace

std::string whyUnavailable(const Capabilities& capabilities, std::string_view scheme)
{
    if (isAvailable(capabilities, scheme))
        return "";
    const auto reason = capabilities.reasons.find(scheme);
    if (reason != capabilities.reasons.end())
        return reason->second;
    if (scheme == "udp")
        return "udp works only with draft socket types, which are not offered here";
    return std::string(scheme) + " is not available here";
}

} // namespace topomq::rules
