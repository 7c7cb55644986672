#include "ui/shell/run_controller.h"

#include "ui/document/titles.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_failures.h"
#include "ui/session/run_session.h"
#include "ui/shell/message_bar.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

/// "Worker 3: Address already in use (tcp://127.0.0.1:5555)".
QString failureText(const model::Topology& topology, const runtime::RuntimeEvent& event)
{
    QString text = QString::fromStdString(event.detail.empty() ? event.event : event.detail);
    if (!event.address.empty())
        text += QStringLiteral(" (%1)").arg(QString::fromStdString(event.address));
    return event.where.empty()
        ? text
        : QStringLiteral("%1: %2").arg(placeOf(topology, event.where).title, text);
}

} // namespace

RunController::RunController(TopologyDocument& document,
                             RunSession& session,
                             MessageBar& messages,
                             QWidget& window)
    : QObject(&window)
    , m_document(document)
    , m_session(session)
    , m_messages(messages)
    , m_network(document, window)
{
    m_session.setNetworkGuard(&m_network);
    connect(&m_session, &RunSession::stateChanged, this, &RunController::startAgain);
    connect(&m_session, &RunSession::updated, this, &RunController::lookForFailures);
    connect(&m_session, &RunSession::refused, this, &RunController::runIsRefused);
    connect(&m_session, &RunSession::needsRestart, this, &RunController::sayWaiting);
    connect(&m_session, &RunSession::started, this, [this] {
        m_eventsSeen = 0;
        m_failures.clear();
        m_messages.clear(MessageBar::Topic::Run);
        m_messages.clear(MessageBar::Topic::Failure);
    });
    connect(&m_document, &TopologyDocument::findingsChanged, this, &RunController::forgetRefusal);
}

RunController::~RunController()
{
    m_session.setNetworkGuard(nullptr);
}

void RunController::run()
{
    if (m_session.isActive())
        return;
    m_document.settle();
    if (!m_network.mayRun())
        return;
    m_session.start();
}

void RunController::restart()
{
    if (!m_session.isActive()) {
        run();
        return;
    }
    m_restartWanted = true;
    m_session.stop();
}

void RunController::stop()
{
    m_restartWanted = false;
    m_session.stop();
}

void RunController::startAgain()
{
    if (m_session.isActive() || !std::exchange(m_restartWanted, false))
        return;
    // After everybody has heard that the old run has ended.
    QTimer::singleShot(0, this, &RunController::run);
}

void RunController::runIsRefused(const std::vector<model::Finding>& findings, const QString& text)
{
    const auto first =
        std::find_if(findings.begin(), findings.end(), [](const model::Finding& finding) {
            return finding.severity == model::Severity::Error;
        });
    m_refusedFor.reset();
    if (first == findings.end()) {
        m_messages.say(MessageBar::Topic::Run, MessageBar::Tone::Error,
                       tr("Not started: %1").arg(text));
        return;
    }
    const auto errors =
        std::count_if(findings.begin(), findings.end(), [](const model::Finding& finding) {
            return finding.severity == model::Severity::Error;
        });
    m_refusedFor = *first;
    m_wasFound = isFound(*first);
    const std::string where = first->where;
    QString message = where.empty()
        ? tr("Not started: %1").arg(text)
        : tr("Not started. %1: %2").arg(placeOf(m_document.root(), where).title, text);
    if (errors > 1)
        message += QLatin1Char(' ') + tr("(and %n more)", nullptr, static_cast<int>(errors - 1));
    Q_EMIT problemsRequested();
    m_messages.say(MessageBar::Topic::Run, MessageBar::Tone::Error, message,
                   where.empty() ? QString() : tr("Show"), [this, where] { showProblem(where); });
}

bool RunController::isFound(const model::Finding& finding) const
{
    const std::vector<model::Finding>& found = m_document.findings();
    return std::any_of(found.begin(), found.end(), [&finding](const model::Finding& each) {
        return each.code == finding.code && each.where == finding.where;
    });
}

void RunController::forgetRefusal()
{
    if (!m_messages.says(MessageBar::Topic::Run))
        return;
    const bool isGone =
        m_refusedFor ? m_wasFound && !isFound(*m_refusedFor) : !m_document.root().nodes.empty();
    if (isGone)
        m_messages.clear(MessageBar::Topic::Run);
}

void RunController::sayWaiting(const QString& text)
{
    if (text.isEmpty()) {
        m_messages.clear(MessageBar::Topic::Waiting);
        return;
    }
    if (m_session.waitsForLeave()) {
        m_messages.say(MessageBar::Topic::Waiting, MessageBar::Tone::Warning, text, tr("Allow"),
                       [this] { m_session.giveLeave(); });
        return;
    }
    const std::vector<plan::NodeIndex> outdated = m_session.outdatedNodes();
    if (!outdated.empty()) {
        const QString button = outdated.size() == 1
            ? tr("Restart %1").arg(m_session.titleOf(outdated.front()))
            : tr("Restart these %n nodes", nullptr, static_cast<int>(outdated.size()));
        m_messages.say(MessageBar::Topic::Waiting, MessageBar::Tone::Information, text, button,
                       [this] { m_session.restartOutdated(); });
    } else if (m_session.needsNewRun()) {
        m_messages.say(MessageBar::Topic::Waiting, MessageBar::Tone::Information, text,
                       tr("Restart now"), [this] { restart(); });
    } else {
        m_messages.say(MessageBar::Topic::Waiting, MessageBar::Tone::Information, text);
    }
}

void RunController::lookForFailures()
{
    const EventHistory& events = m_session.events();
    bool hasNew = false;
    bool hasFewer = false;
    for (const runtime::RuntimeEvent& event : events.since(m_eventsSeen)) {
        if (event.error) {
            if (!hasNew && isTold(m_failures, event))
                continue;
            // What the bar said before is in the list of events.
            if (!std::exchange(hasNew, true))
                m_failures.clear();
            addFailure(m_failures, event);
        } else if (settlesFailures(event)) {
            hasFewer |= std::erase_if(m_failures,
                                      [&event](const auto& failure) {
                                          return isOfNode(failure, event.where);
                                      })
                > 0;
        }
    }
    m_eventsSeen = events.count();
    // Whoever closed the bar is not told again of what is left.
    if (m_failures.empty() && (hasNew || hasFewer))
        m_messages.clear(MessageBar::Topic::Failure);
    else if (hasNew || (hasFewer && m_messages.says(MessageBar::Topic::Failure)))
        sayFailures();
}

void RunController::sayFailures()
{
    const runtime::RuntimeEvent& first = m_failures.front();
    QString text = failureText(m_document.root(), first);
    if (m_failures.size() > 1) {
        text += QLatin1Char(' ')
            + tr("(and %n more)", nullptr, static_cast<int>(m_failures.size() - 1));
    }
    m_messages.say(MessageBar::Topic::Failure, MessageBar::Tone::Error, text, tr("Show"),
                   [this, where = first.where] { showProblem(where); });
}

void RunController::showProblem(const std::string& where)
{
    // First: it may put another part of the file in view, which the place is then read in.
    const std::string inView = m_document.openPlace(where);
    const Place place = placeOf(m_document.topology(), inView);
    if (!place.nodes.empty() || !place.links.empty())
        m_document.selection()->reveal(place.nodes, place.links);
    Q_EMIT problemRequested(QString::fromStdString(inView));
}

} // namespace topomq::ui
