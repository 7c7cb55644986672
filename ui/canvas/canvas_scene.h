#pragma once
// What stands on the canvas: follows the document and the run, and knows what is being dragged.

#include "engine/model/edit.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/canvas_picture.h"
#include "ui/canvas/figure_board.h"
#include "ui/canvas/motion.h"
#include "ui/canvas/movers.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QVariantAnimation>

#include <memory>
#include <optional>
#include <set>
#include <string>

namespace topomq::ui {

class RunSession;
class TopologyDocument;

/// Thread: the window's.
class CanvasScene : public QObject
{
    Q_OBJECT

public:
    /// `session` may be null: then figures come by `beginFigures` and `addFigures` alone.
    CanvasScene(TopologyDocument& document,
                RunSession* session,
                Theme& theme,
                QObject* parent = nullptr);
    ~CanvasScene() override;

    [[nodiscard]] TopologyDocument& document() const { return m_document; }

    [[nodiscard]] Theme& theme() const { return m_theme; }

    [[nodiscard]] const CanvasGeometry& geometry() const { return m_geometry; }

    [[nodiscard]] const FigureBoard& board() const { return m_board; }

    [[nodiscard]] Motion& motion() { return m_motion; }

    [[nodiscard]] bool showsFigures() const { return m_showsFigures; }

    /// Marks of findings are for who draws, not for a picture of an example.
    void setFindingsVisible(bool visible) { m_showsFindings = visible; }

    /// It runs otherwise than it is drawn, until it is restarted.
    [[nodiscard]] bool isOutdated(const model::NodeId& node) const
    {
        return m_outdated.contains(node);
    }

    /// Why the node is in its state, by the names of the file.
    [[nodiscard]] QString reasonOf(const metrics::NodeFigures& node) const;
    /// What a node of the run's plan is called in all of the file.
    [[nodiscard]] QString titleOf(plan::NodeIndex node) const;

    /// The run moves: not designing and not paused.
    [[nodiscard]] bool isMoving() const;
    /// Valid until the scene changes.
    [[nodiscard]] CanvasPicture picture(double zoom) const;

    /// Counts up whenever cards, ports or lines would be drawn differently.
    [[nodiscard]] int revision() const { return m_revision; }

    /// Shown elsewhere than in the document, while they are dragged. Links between two of the nodes
    /// take their bends along; frames whose members do not all move stay, unless they `follow`.
    void moveLive(const Movers& movers, QPointF offset, bool framesFollow = false);
    void bendLive(const model::LinkId& link, std::vector<model::Point> bends);
    void resizeLive(const model::NoteId& note, const QRectF& rect);
    void endLive();

    /// The bend that Delete removes; forgotten when something else is selected.
    [[nodiscard]] const std::optional<BendRef>& chosenBend() const { return m_chosenBend; }

    void chooseBend(std::optional<BendRef> bend);
    void setEmphasis(std::optional<PortEmphasis> emphasis);

    /// Figures of a run, as the session hands them; also for tests and pictures.
    void beginFigures(const plan::RunPlan& plan);
    void addFigures(const metrics::SnapshotPtr& snapshot);
    void hideFigures();

    /// Puts nodes that have no place in the document where they are seen, but for those `placed`
    /// otherwise. Whatever gives any node a place does this too, so that the drawing stays as it
    /// was seen: else the layout would put the others below that node.
    [[nodiscard]] model::MoveNodes pinnedPlaces(const std::set<model::NodeId>& placed = {}) const;

    /// Where the node's card stands or would stand, were its group open; without what is dragged.
    [[nodiscard]] std::optional<QPointF> placeOf(const model::NodeId& node) const;

    /// Positions that a layered layout gives: of these nodes, or of all when there are none. The
    /// layout of some keeps clear of the others.
    [[nodiscard]] model::MoveNodes arranged(const std::set<model::NodeId>& nodes) const;

    /// Shows the way from these places to those of the document, in about a quarter of a second.
    void glideFrom(const Placement& before);
    /// Everything stands where the document says.
    void endGlide();

    [[nodiscard]] bool isGliding() const { return m_glide.state() == QVariantAnimation::Running; }

Q_SIGNALS:
    /// Anything that is drawn changed.
    void changed();
    /// Only figures changed.
    void figuresChanged();
    /// Another topology: look at it from the start.
    void replaced();

private:
    void readAll();
    void readSelection();
    void readTrouble();
    void readOutdated();
    void followDocument();
    [[nodiscard]] std::set<model::GroupId> openGroups() const;
    void selectFoldsInstead(const std::set<model::GroupId>& wereOpen);
    void rebuild();
    void rebuildLive(const Placement& placement);
    [[nodiscard]] Placement placesInDocument() const;
    [[nodiscard]] bool isLive() const;
    void findFigures();
    void placeAllInstruments();
    void keepPlacesAutomatic();
    [[nodiscard]] Placement placesNow() const;
    void touch();
    void pullSamples();

    /// Sums that change when figures change more than figures: the sizes of instruments, and which
    /// nodes have failed.
    struct Looks
    {
        std::size_t sizes = 0;
        std::size_t failed = 0;
    };

    [[nodiscard]] Looks looksNow() const;

    TopologyDocument& m_document;
    RunSession* m_session;
    Theme& m_theme;
    CanvasFonts m_fonts;
    CanvasGeometry m_geometry;
    Placement m_automatic;
    Movers m_live;
    QPointF m_liveOffset;
    LiveShapes m_liveShapes;
    /// How the geometry as it is follows the next step of a drag; nothing: by building it again.
    std::optional<CanvasGeometry::Shift> m_shift;
    bool m_framesFollow = false;
    std::optional<BendRef> m_chosenBend;
    std::unique_ptr<NoteTexts> m_noteTexts;
    FigureBoard m_board;
    Motion m_motion;
    std::optional<PortEmphasis> m_emphasis;
    std::unordered_map<std::string, model::Severity> m_trouble;
    std::unordered_map<model::SocketRef, std::string> m_outerPorts;
    std::unordered_set<model::NodeId> m_outdated;
    SelectedThings m_selected;
    bool m_showsFigures = false;
    bool m_showsFindings = true;
    Placement m_glideStart;
    QVariantAnimation m_glide;
    int m_revision = 0;
    Looks m_looks;
};

} // namespace topomq::ui
