#include "ui/document/security_edits.h"

#include "engine/rules/rules.h"
#include "ui/document/engine_text.h"
#include "ui/document/titles.h"
#include "ui/document/topology_document.h"

#include <QCoreApplication>

#include <vector>

namespace topomq::ui {

namespace {

struct SecurityWords
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::SecurityWords)
};

} // namespace

QString secureLink(TopologyDocument& document, const model::LinkId& link)
{
    return secureLinks(document, {link});
}

QString secureLinks(TopologyDocument& document, const std::set<model::LinkId>& links)
{
    const model::Topology& topology = document.topology();
    std::vector<model::LinkId> there;
    for (const model::LinkId& id : links) {
        if (topology.find(id) != nullptr)
            there.push_back(id);
    }
    if (there.empty())
        return SecurityWords::tr("The link is not there any more.");
    // The sockets behind ports stand in other parts of the file than the one that is shown.
    const model::Definition* open = document.openDefinition();
    const rules::SecureResult result = rules::secureLinks(
        document.root(), there, open == nullptr ? model::DefinitionId() : open->id);
    const QString title = there.size() == 1
        ? SecurityWords::tr("Secure %1 with CURVE")
              .arg(linkTitle(topology, *topology.find(there.front())))
        : SecurityWords::tr("Secure %1 links with CURVE").arg(there.size());
    if (!result.sockets.empty())
        document.pushToRoot(title, result.edit);
    return engineText(result.problem);
}

QString secureAllLinks(TopologyDocument& document)
{
    const rules::SecureResult result = rules::secureAll(document.root());
    if (!result.sockets.empty())
        document.pushToRoot(SecurityWords::tr("Secure all links with CURVE"), result.edit);
    else if (result.problem.empty())
        return SecurityWords::tr("There is nothing to secure: the links have CURVE already, or are "
                                 "inproc, where nobody can listen in.");
    return engineText(result.problem);
}

bool hasSecurity(const TopologyDocument& document)
{
    return rules::hasSecurity(document.root());
}

void takeSecurityOff(TopologyDocument& document)
{
    if (hasSecurity(document))
        document.pushToRoot(SecurityWords::tr("Take security off"),
                            rules::takeSecurityOff(document.root()));
}

} // namespace topomq::ui
