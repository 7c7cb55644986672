// Links whose bytes are to be recorded where there are none that could be.
#include "engine/rules/check_rules.h"

namespace topomq::rules {

namespace {

model::Fix stopRecording(const LinkEntry& link)
{
    model::Link changed = *link.link;
    changed.recordWire = false;
    return {"Do not record it", model::ReplaceLink{changed}};
}

/// Empty: they can be recorded.
std::string whyNotRecorded(const CheckIndex& index, const LinkEntry& link)
{
    if (index.connecter(link).isExternal())
        return index.called(index.connecter(link).ref)
            + " belongs to a program outside, whose connection is not ours to record; let it bind "
              "and our side connect.";
    const Address* address = index.addressOf(link);
    if (address != nullptr && address->transport != Address::Transport::Tcp)
        return "Only over tcp can the bytes of a link be recorded.";
    return {};
}

} // namespace

void checkWire(const CheckIndex& index, Findings& findings)
{
    for (const LinkEntry& link : index.links) {
        if (!link.active || !link.link->recordWire)
            continue;
        const std::string why = whyNotRecorded(index, link);
        if (!why.empty())
            findings.information(code::kNothingToRecord, link.place(),
                                 "The bytes of this link are not recorded: " + why,
                                 link.firstOfId ? std::optional(stopRecording(link))
                                                : std::nullopt);
    }
}

} // namespace topomq::rules
