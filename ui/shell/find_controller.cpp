#include "ui/shell/find_controller.h"

#include "ui/canvas/canvas_view.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"
#include "ui/shell/find_subjects.h"
#include "ui/widgets/fuzzy_match.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace topomq::ui {

namespace {

/// Marks that come and go faster cannot be followed.
constexpr std::chrono::milliseconds kLivePace{500};

struct Found
{
    std::set<model::NodeId> nodes;
    std::set<model::LinkId> links;
    std::set<model::GroupId> groups;
    std::set<model::NoteId> notes;
};

/// To all that was found, or to what is marked of it.
template <class Things>
void addTo(Things& things, const FindSubject& subject)
{
    const std::string id = subject.id.toStdString();
    switch (subject.kind) {
    case FindSubject::Kind::Node:
        things.nodes.emplace(id);
        break;
    case FindSubject::Kind::Link:
        things.links.emplace(id);
        break;
    case FindSubject::Kind::Group:
        things.groups.emplace(id);
        break;
    case FindSubject::Kind::Note:
        things.notes.emplace(id);
        break;
    }
}

void setCurrent(FindHits& hits, const FindSubject& subject)
{
    const std::string id = subject.id.toStdString();
    switch (subject.kind) {
    case FindSubject::Kind::Node:
        hits.currentNode = model::NodeId(id);
        break;
    case FindSubject::Kind::Link:
        hits.currentLink = model::LinkId(id);
        break;
    case FindSubject::Kind::Group:
        hits.currentGroup = model::GroupId(id);
        break;
    case FindSubject::Kind::Note:
        hits.currentNote = model::NoteId(id);
        break;
    }
}

} // namespace

FindController::FindController(TopologyDocument& document,
                               RunSession& session,
                               CanvasView& canvas,
                               QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_session(session)
    , m_canvas(canvas)
{
    m_again.setSingleShot(true);
    const auto readAgain = [this] {
        m_stale = true;
        if (isSearching())
            m_again.start(0);
    };
    connect(&document, &TopologyDocument::changed, this, readAgain);
    connect(&document, &TopologyDocument::wasReset, this, readAgain);
    connect(&document, &TopologyDocument::insideChanged, this, readAgain);
    connect(&document, &TopologyDocument::findingsChanged, this, readAgain);
    const auto followRun = [this] {
        if (m_query.isLive() && !m_again.isActive())
            m_again.start(kLivePace);
    };
    connect(&session, &RunSession::updated, this, followRun);
    connect(&session, &RunSession::stateChanged, this, followRun);
    connect(&m_again, &QTimer::timeout, this, &FindController::look);
    mark();
}

void FindController::readDocument()
{
    if (std::exchange(m_stale, false))
        m_subjects = findSubjects(m_document);
    if (m_query.isLive())
        readFigures(m_subjects, m_document, m_session);
}

void FindController::setText(const QString& text)
{
    // Shown again in the field: to look once more would move the canvas.
    if (text == m_text)
        return;
    m_text = text;
    m_query = parseFind(text);
    m_hits.clear();
    m_current = 0;
    look();
    m_current = bestNamed(text);
    mark();
    if (!m_hits.empty())
        showCurrent();
}

int FindController::bestNamed(const QString& text) const
{
    // Who types a name means the thing that bears it, not all that mention it.
    int best = 0;
    std::optional<int> bestScore;
    for (std::size_t at = 0; at < m_hits.size(); ++at) {
        const auto match = fuzzyMatch(text, m_subjects[m_hits[at]].title);
        if (match && (!bestScore || match->score > *bestScore)) {
            best = static_cast<int>(at);
            bestScore = match->score;
        }
    }
    return best;
}

void FindController::look()
{
    const auto nameOf = [this](std::size_t at) {
        return std::pair(m_subjects[at].kind, m_subjects[at].id);
    };
    const auto before = m_hits.empty() ? std::nullopt : std::optional(nameOf(m_hits[current()]));
    readDocument();
    m_hits.clear();
    m_current = 0;
    if (isSearching()) {
        for (std::size_t at = 0; at < m_subjects.size(); ++at) {
            if (!fits(m_query, m_subjects[at]))
                continue;
            if (before == nameOf(at))
                m_current = static_cast<int>(m_hits.size());
            m_hits.push_back(at);
        }
    }
    mark();
}

void FindController::go(int step)
{
    if (m_hits.empty())
        return;
    m_current = (m_current + step + count()) % count();
    mark();
    showCurrent();
}

void FindController::mark()
{
    if (!isSearching()) {
        m_canvas.setHits(std::nullopt);
    } else {
        FindHits hits;
        for (const std::size_t hit : m_hits)
            addTo(hits, m_subjects[hit]);
        if (!m_hits.empty())
            setCurrent(hits, m_subjects[m_hits[current()]]);
        m_canvas.setHits(std::move(hits));
    }
    Q_EMIT changed();
}

void FindController::showCurrent()
{
    Found one;
    addTo(one, m_subjects[m_hits[current()]]);
    m_canvas.showPlace(one.nodes, one.links, one.groups, one.notes);
}

bool FindController::selectCurrent()
{
    if (m_hits.empty())
        return false;
    Found one;
    addTo(one, m_subjects[m_hits[current()]]);
    m_document.selection()->reveal(one.nodes, one.links, one.groups, one.notes);
    return true;
}

void FindController::selectAll()
{
    Found all;
    for (const std::size_t hit : m_hits)
        addTo(all, m_subjects[hit]);
    m_document.selection()->set(std::move(all.nodes), std::move(all.links), std::move(all.groups),
                                std::move(all.notes));
}

} // namespace topomq::ui
