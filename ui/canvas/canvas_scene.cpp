#include "ui/canvas/canvas_scene.h"

#include "ui/canvas/canvas_layout.h"
#include "ui/canvas/instrument_layout.h"
#include "ui/canvas/instrument_painter.h"
#include "ui/canvas/link_painter.h"
#include "ui/canvas/looks.h"
#include "ui/canvas/note_painter.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"

#include <algorithm>
#include <utility>

namespace topomq::ui {

CanvasScene::CanvasScene(TopologyDocument& document,
                         RunSession* session,
                         Theme& theme,
                         QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_session(session)
    , m_theme(theme)
    , m_fonts(theme)
    , m_noteTexts(std::make_unique<NoteTexts>())
{
    connect(&document, &TopologyDocument::changed, this, &CanvasScene::followDocument);
    m_glide.setStartValue(0.0);
    m_glide.setEndValue(1.0);
    m_glide.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_glide, &QVariantAnimation::valueChanged, this, &CanvasScene::rebuild);
    connect(&m_glide, &QVariantAnimation::finished, this, &CanvasScene::rebuild);
    connect(&document, &TopologyDocument::wasReset, this, &CanvasScene::readAll);
    connect(&document, &TopologyDocument::insideChanged, this, [this] {
        readAll();
        if (m_session != nullptr)
            readOutdated();
    });
    connect(&document, &TopologyDocument::findingsChanged, this, [this] {
        readTrouble();
        touch();
    });
    connect(document.selection(), &Selection::changed, this, [this] {
        m_chosenBend.reset();
        readSelection();
        touch();
    });
    connect(&theme, &Theme::changed, this, [this] {
        m_fonts = CanvasFonts(m_theme);
        m_noteTexts->clear();
        // Larger type makes larger instruments.
        placeAllInstruments();
        touch();
    });
    if (session != nullptr) {
        connect(session, &RunSession::started, this, [this] { beginFigures(m_session->plan()); });
        connect(session, &RunSession::planChanged, this, [this] {
            m_board.follow(m_session->plan(), m_session->leftThings());
            if (m_showsFigures)
                rebuild();
        });
        connect(session, &RunSession::stateChanged, this, [this] {
            if (!m_session->isActive())
                hideFigures();
            Q_EMIT figuresChanged();
        });
        connect(session, &RunSession::updated, this, &CanvasScene::pullSamples);
        connect(session, &RunSession::updated, this, &CanvasScene::readOutdated);
        connect(session, &RunSession::needsRestart, this, &CanvasScene::readOutdated);
    }
    readAll();
}

CanvasScene::~CanvasScene() = default;

QString CanvasScene::reasonOf(const metrics::NodeFigures& node) const
{
    return QString::fromStdString(m_session == nullptr ? node.reason : m_session->reasonOf(node));
}

QString CanvasScene::titleOf(plan::NodeIndex node) const
{
    return m_session == nullptr ? QString::fromStdString(m_board.plan().nodes.at(node).title)
                                : m_session->titleOf(node);
}

bool CanvasScene::isMoving() const
{
    if (!m_showsFigures)
        return false;
    return m_session == nullptr || m_session->state() != RunSession::State::Paused;
}

CanvasPicture CanvasScene::picture(double zoom) const
{
    CanvasPicture picture;
    picture.topology = &m_document.topology();
    picture.geometry = &m_geometry;
    picture.theme = &m_theme;
    picture.fonts = &m_fonts;
    picture.board = m_showsFigures ? &m_board : nullptr;
    picture.outerPorts = &m_outerPorts;
    picture.emphasis = m_emphasis ? &*m_emphasis : nullptr;
    picture.selected = &m_selected;
    picture.noteTexts = m_noteTexts.get();
    picture.outdatedNodes = &m_outdated;
    picture.trouble = m_showsFindings ? &m_trouble : nullptr;
    picture.zoom = zoom;
    return picture;
}

void CanvasScene::setEmphasis(std::optional<PortEmphasis> emphasis)
{
    m_emphasis = std::move(emphasis);
    touch();
}

void CanvasScene::beginFigures(const plan::RunPlan& plan)
{
    m_board.begin(plan);
    m_motion.clear();
    // The first sample turns what is set into figures.
    m_looks = {};
    m_showsFigures = true;
    rebuild();
}

void CanvasScene::addFigures(const metrics::SnapshotPtr& snapshot)
{
    m_board.add(snapshot);
    m_motion.takeFigures(m_board);
    const Looks looks = looksNow();
    const Looks before = std::exchange(m_looks, looks);
    if (looks.sizes != before.sizes)
        placeAllInstruments();
    if (looks.sizes != before.sizes || looks.failed != before.failed)
        touch();
    Q_EMIT figuresChanged();
}

void CanvasScene::hideFigures()
{
    if (!m_showsFigures)
        return;
    m_showsFigures = false;
    m_motion.clear();
    rebuild();
}

void CanvasScene::readAll()
{
    m_board.setPath(m_document.path());
    m_glide.stop();
    m_automatic.clear();
    m_live = {};
    m_liveShapes = {};
    m_chosenBend.reset();
    m_noteTexts->clear();
    m_emphasis.reset();
    readSelection();
    readTrouble();
    rebuild();
    Q_EMIT replaced();
}

void CanvasScene::followDocument()
{
    m_glide.stop();
    const model::Link* bent =
        m_chosenBend ? m_document.topology().find(m_chosenBend->link) : nullptr;
    if (bent == nullptr || m_chosenBend->index >= bent->bends.size())
        m_chosenBend.reset();
    const std::set<model::GroupId> wereOpen = openGroups();
    rebuild();
    selectFoldsInstead(wereOpen);
}

std::set<model::GroupId> CanvasScene::openGroups() const
{
    std::set<model::GroupId> open;
    for (const GroupBox& box : m_geometry.groups()) {
        if (!box.collapsed)
            open.insert(box.id);
    }
    return open;
}

/// What a group hides from now on would be moved and deleted unseen: the group stands for it.
void CanvasScene::selectFoldsInstead(const std::set<model::GroupId>& wereOpen)
{
    Selection& selection = *m_document.selection();
    for (const GroupBox& box : m_geometry.groups()) {
        if (!box.collapsed || !wereOpen.contains(box.id))
            continue;
        std::set<model::NodeId> nodes = selection.nodes();
        std::set<model::LinkId> links = selection.links();
        std::set<model::GroupId> groups = selection.groups();
        std::size_t hidden = std::erase_if(links, [&](const model::LinkId& id) {
            const model::Link* link = m_document.topology().find(id);
            return link != nullptr && m_geometry.foldOf(*link) == &box;
        });
        for (const model::NodeId& member : box.members)
            hidden += nodes.erase(member);
        if (hidden > 0)
            groups.insert(box.id);
        selection.set(std::move(nodes), std::move(links), std::move(groups), selection.notes());
    }
}

void CanvasScene::readSelection()
{
    const Selection& selection = *m_document.selection();
    m_selected = {.nodes = {selection.nodes().begin(), selection.nodes().end()},
                  .links = {selection.links().begin(), selection.links().end()},
                  .groups = {selection.groups().begin(), selection.groups().end()},
                  .notes = {selection.notes().begin(), selection.notes().end()}};
}

void CanvasScene::readTrouble()
{
    m_trouble.clear();
    for (const model::Finding& finding : m_document.findingsInView()) {
        const auto [at, isNew] = m_trouble.emplace(finding.where, finding.severity);
        if (!isNew)
            at->second = std::min(at->second, finding.severity);
    }
}

void CanvasScene::readOutdated()
{
    const std::vector<model::NodeId> nodes = m_session->outdatedInView();
    std::unordered_set<model::NodeId> outdated(nodes.begin(), nodes.end());
    if (outdated == m_outdated)
        return;
    m_outdated = std::move(outdated);
    touch();
}

void CanvasScene::keepPlacesAutomatic()
{
    const model::Topology& topology = m_document.topology();
    bool missing = false;
    QRectF placed;
    for (const model::Node& node : topology.nodes) {
        if (node.position)
            placed |= QRectF(node.position->x - kCardWidth / 2, node.position->y - kCardHeight / 2,
                             kCardWidth, kCardHeight);
        else
            missing = missing || !m_automatic.contains(node.id);
    }
    if (!missing)
        return;
    // The first pass gives heights and directions; the places themselves do not matter to it.
    CanvasGeometry open;
    open.rebuildOpen(topology, m_automatic);
    const auto places = layoutOf(open);
    QRectF loose;
    for (std::size_t at = 0; at < places.size(); ++at) {
        if (!topology.nodes[at].position)
            loose |= QRectF(places[at] - QPointF(kCardWidth, kCardHeight) / 2,
                            QSizeF(kCardWidth, kCardHeight));
    }
    const QPointF shift = placed.isEmpty()
        ? QPointF()
        : QPointF(placed.left() - loose.left(), placed.bottom() + 64 - loose.top());
    for (std::size_t at = 0; at < places.size(); ++at) {
        const model::Node& node = topology.nodes[at];
        if (!node.position && !m_automatic.contains(node.id))
            m_automatic.emplace(node.id, places[at] + shift);
    }
}

model::MoveNodes CanvasScene::pinnedPlaces(const std::set<model::NodeId>& placed) const
{
    model::MoveNodes pinned;
    for (const model::Node& node : m_document.topology().nodes) {
        const auto found = m_automatic.find(node.id);
        if (!node.position && found != m_automatic.end() && !placed.contains(node.id))
            pinned.positions.emplace_back(node.id,
                                          model::Point{found->second.x(), found->second.y()});
    }
    return pinned;
}

Placement CanvasScene::placesNow() const
{
    Placement places = m_automatic;
    const double way = isGliding() ? m_glide.currentValue().toDouble() : 1;
    for (const model::Node& node : m_document.topology().nodes) {
        if (!node.position)
            continue;
        const QPointF place(node.position->x, node.position->y);
        const auto before = isGliding() ? m_glideStart.find(node.id) : m_glideStart.end();
        places[node.id] =
            before == m_glideStart.end() ? place : before->second + (place - before->second) * way;
    }
    return places;
}

void CanvasScene::rebuild()
{
    m_shift.reset();
    m_outerPorts.clear();
    if (const model::Definition* definition = m_document.openDefinition()) {
        for (const model::Port& port : definition->ports)
            m_outerPorts.emplace(port.socket, port.id.text());
    }
    keepPlacesAutomatic();
    const Placement placement = placesNow();
    if (isLive()) {
        rebuildLive(placement);
    } else {
        m_geometry.rebuild(m_document.topology(), placement);
        findFigures();
        placeAllInstruments();
    }
    touch();
}

void CanvasScene::findFigures()
{
    if (!m_showsFigures)
        return;
    for (std::size_t at = 0; at < m_geometry.links().size(); ++at) {
        const LinkCurve& curve = m_geometry.links()[at];
        FigurePlaces places = m_board.placesOf(curve.id);
        for (std::size_t flow = 0; flow < places.flows.size(); ++flow) {
            const model::SocketRef* sender = m_board.senderOf(places.flows[flow]);
            places.forward[flow] = sender == nullptr || *sender == curve.from;
        }
        m_geometry.setFigures(at, places);
    }
    for (std::size_t at = 0; at < m_geometry.nodes().size(); ++at)
        m_geometry.setNodeFigures(at, m_board.placeOf(m_geometry.nodes()[at].id));
    m_motion.follow(m_geometry);
}

void CanvasScene::placeAllInstruments()
{
    const CanvasPicture shown = picture(1);
    placeInstruments(
        m_geometry, [&shown](const LinkCurve& curve) { return instrumentSize(shown, curve); },
        shown.theme->canvasType());
}

void CanvasScene::touch()
{
    ++m_revision;
    Q_EMIT changed();
}

void CanvasScene::pullSamples()
{
    if (!m_showsFigures)
        return;
    const auto& history = m_session->history();
    auto first = history.end();
    while (first != history.begin() && (*std::prev(first))->sequence > m_board.sequence())
        --first;
    // A sample numbered 0 is the first of all.
    if (!m_board.hasFigures())
        first = history.begin();
    for (auto each = first; each != history.end(); ++each)
        addFigures(*each);
}

CanvasScene::Looks CanvasScene::looksNow() const
{
    Looks looks;
    if (m_board.latest() == nullptr)
        return looks;
    // In the order of the figures, not of the links: these lie all over the memory.
    looks.sizes = m_board.latest()->flows.size();
    for (const metrics::FlowFigures& flow : m_board.latest()->flows)
        looks.sizes = mix(looks.sizes, flow.dropped.value_or(0) > 0 ? 1 : 0);
    // The overview shows them.
    for (const metrics::NodeFigures& node : m_board.latest()->nodes)
        looks.failed = mix(looks.failed, shownState(node) == metrics::NodeState::Failed ? 1 : 0);
    return looks;
}

} // namespace topomq::ui
