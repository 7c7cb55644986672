#include "ui/document/security_edits.h"

#include "engine/rules/rules.h"
#include "ui/document/engine_text.h"
#include "ui/document/titles.h"
#include "ui/document/topology_document.h"

#include <QCoreApplication>

#include <algorithm>

namespace topomq::ui {

namespace {

struct SecurityWords
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::SecurityWords)
};

} // namespace

QString secureLink(TopologyDocument& document, const model::LinkId& link)
{
    const model::Topology& topology = document.topology();
    const model::Link* found = topology.find(link);
    if (found == nullptr)
        return SecurityWords::tr("The link is not there any more.");
    const rules::SecureResult result = rules::secureLink(topology, link);
    if (!result.sockets.empty())
        document.push(SecurityWords::tr("Secure %1 with CURVE").arg(linkTitle(topology, *found)),
                      result.edit);
    return engineText(result.problem);
}

QString secureAllLinks(TopologyDocument& document)
{
    const rules::SecureResult result = rules::secureAll(document.topology());
    if (!result.sockets.empty())
        document.push(SecurityWords::tr("Secure all links with CURVE"), result.edit);
    else if (result.problem.empty())
        return SecurityWords::tr("There is nothing to secure: the links have CURVE already, or are "
                                 "inproc, where nobody can listen in.");
    return engineText(result.problem);
}

bool hasSecurity(const TopologyDocument& document)
{
    const auto& nodes = document.topology().nodes;
    return std::any_of(nodes.begin(), nodes.end(), [](const model::Node& node) {
        return std::any_of(node.sockets.begin(), node.sockets.end(),
                           [](const auto& socket) { return socket.security != model::Security(); });
    });
}

void takeSecurityOff(TopologyDocument& document)
{
    model::Batch batch;
    for (const model::Node& node : document.topology().nodes) {
        for (const model::Socket& socket : node.sockets) {
            if (socket.security != model::Security())
                batch.edits.emplace_back(model::SetSecurity{{node.id, socket.id}, {}});
        }
    }
    if (!batch.edits.empty())
        document.push(SecurityWords::tr("Take security off"), batch);
}

} // namespace topomq::ui
