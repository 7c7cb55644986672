#include "ui/shell/network_question.h"

#include "engine/rules/codes.h"
#include "ui/document/titles.h"
#include "ui/document/topology_document.h"

#include <QMessageBox>
#include <QPushButton>

namespace topomq::ui {

namespace {

/// The socket that a finding is about, inside of sub-topologies or not: `stage1/w1.in`.
bool isCurve(const model::Topology& file, const std::string& where)
{
    const auto dot = where.rfind('.');
    const model::Node* node =
        dot == std::string::npos ? nullptr : nodeAt(file, model::NodeId(where.substr(0, dot)));
    const model::Socket* socket =
        node == nullptr ? nullptr : node->find(model::SocketId(where.substr(dot + 1)));
    return socket != nullptr && socket->security.mechanism == model::Mechanism::Curve;
}

} // namespace

/// What other machines can reach.
struct NetworkQuestion::OpenPlaces
{
    /// The place to name: one without CURVE, where there is one; null: there is none to ask of.
    const model::Finding* first = nullptr;
    int count = 0;
    /// How many of them are not encrypted.
    int plain = 0;
    /// All of them, known or not, with their addresses and mechanisms: what an answer holds for.
    QStringList names;
};

NetworkQuestion::NetworkQuestion(TopologyDocument& document, QWidget& window)
    : m_document(document)
    , m_window(window)
{ }

bool NetworkQuestion::mayRun()
{
    // Again until nothing is new: while it was asked, another program may have changed the file.
    for (;;) {
        m_document.checkNow();
        const OpenPlaces open = openPlacesIn(m_document.findings(), {});
        if (open.names.isEmpty() || open.names == m_allowed)
            return true;
        if (!askFor(open, tr("Run anyway")))
            return false;
    }
}

QString NetworkQuestion::whyNot(const std::vector<model::Finding>& findings) const
{
    const OpenPlaces open = openPlacesIn(findings, m_allowed);
    if (open.first == nullptr)
        return {};
    QString text = tr("The run stays as it was until you allow this. %1: %2")
                       .arg(placeOf(m_document.root(), open.first->where).title,
                            QString::fromStdString(open.first->message));
    if (open.count > 1)
        text += QLatin1Char(' ') + tr("(and %n more)", nullptr, open.count - 1);
    return text;
}

void NetworkQuestion::allow(const std::vector<model::Finding>& findings)
{
    m_allowed = openPlacesIn(findings, {}).names;
}

bool NetworkQuestion::ask(const std::vector<model::Finding>& findings)
{
    const OpenPlaces open = openPlacesIn(findings, m_allowed);
    return open.first == nullptr || askFor(open, tr("Allow"));
}

NetworkQuestion::OpenPlaces
NetworkQuestion::openPlacesIn(const std::vector<model::Finding>& findings,
                              const QStringList& known) const
{
    OpenPlaces open;
    for (const model::Finding& finding : findings) {
        if (finding.code != rules::code::kOpenToNetwork)
            continue;
        const bool curve = isCurve(m_document.root(), finding.where);
        open.names.append(
            QString::fromStdString(finding.where + ' ' + finding.message + (curve ? " C" : "")));
        if (known.contains(open.names.back()))
            continue;
        if (open.first == nullptr || (!curve && open.plain == 0))
            open.first = &finding;
        ++open.count;
        open.plain += curve ? 0 : 1;
    }
    return open;
}

bool NetworkQuestion::askFor(const OpenPlaces& open, const QString& yes)
{
    QString more = tr("Other machines can connect while it runs. Place: %1.")
                       .arg(placeOf(m_document.root(), open.first->where).title);
    if (open.plain > 0)
        more += QLatin1Char(' ')
            + tr("Without CURVE anyone there can read what passes, and send. \"Secure all "
                 "links\", in the inspector of the topology, changes that.");
    QMessageBox question(QMessageBox::Warning, tr("Open to the network?"),
                         QString::fromStdString(open.first->message), QMessageBox::Cancel,
                         &m_window);
    question.setInformativeText(more);
    const QPushButton* allow = question.addButton(yes, QMessageBox::AcceptRole);
    question.exec();
    if (question.clickedButton() != allow)
        return false;
    m_allowed = open.names;
    return true;
}

} // namespace topomq::ui
