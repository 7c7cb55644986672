#pragma once
// All that a painter needs to draw the canvas at one moment: what there is, what is selected, how
// large it is shown and in which colours.

#include "engine/model/finding.h"
#include "engine/model/topology.h"
#include "engine/rules/rules.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/figure_board.h"
#include "ui/canvas/glyph_ink.h"
#include "ui/theme/theme.h"

#include <QColor>
#include <QFont>
#include <QPainter>

#include <string>
#include <unordered_map>
#include <unordered_set>

namespace topomq::ui {

/// How much is drawn: all of it, cards with names, or shapes alone.
enum class Detail { Full, Names, Shapes };
[[nodiscard]] Detail detailFor(double zoom);
/// Text of fewer pixels on the screen cannot be read, and is not drawn.
inline constexpr double kLeastText = 6.5;

/// So large that it has at least `onScreen` pixels at this zoom.
[[nodiscard]] QFont readable(QFont font, double zoom, double onScreen = 9);

/// Fonts in scene units, so that they grow with the zoom.
struct CanvasFonts
{
    explicit CanvasFonts(const Theme& theme);

    QFont title, small, figure, strong, port, badge;
    /// For cards that are seen from afar.
    QFont farTitle, farText;
    /// For what changes all the time.
    GlyphInk titleInk, smallInk, figureInk, strongInk, portInk, badgeInk;
};

/// While a link is pulled: the sockets that it may go to. All others are dimmed.
struct PortEmphasis
{
    model::SocketRef origin;
    std::unordered_set<model::SocketRef> fitting;
};

/// To look up with each card and line that is drawn.
struct SelectedThings
{
    std::unordered_set<model::NodeId> nodes;
    std::unordered_set<model::LinkId> links;
    std::unordered_set<model::GroupId> groups;
    std::unordered_set<model::NoteId> notes;
};

class NoteTexts;

struct CanvasPicture
{
    const model::Topology* topology = nullptr;
    const CanvasGeometry* geometry = nullptr;
    const Theme* theme = nullptr;
    const CanvasFonts* fonts = nullptr;
    /// Null while there is no run: cards and links then say what is set.
    const FigureBoard* board = nullptr;
    /// Inside of a sub-topology: the sockets that its ports lead to, with the port's id.
    const std::unordered_map<model::SocketRef, std::string>* outerPorts = nullptr;
    /// Null when no link is being pulled.
    const PortEmphasis* emphasis = nullptr;
    /// Null: nothing is shown as selected.
    const SelectedThings* selected = nullptr;
    /// Laid out texts of notes; null: notes are drawn without their words.
    NoteTexts* noteTexts = nullptr;
    /// Nodes that run otherwise than they are drawn, until they are restarted.
    const std::unordered_set<model::NodeId>* outdatedNodes = nullptr;
    /// The worst finding by node, socket or link id.
    const std::unordered_map<std::string, model::Severity>* trouble = nullptr;
    double zoom = 1;

    [[nodiscard]] const Colors& colors() const { return theme->colors(); }

    [[nodiscard]] const model::Node& nodeOf(const NodeBox& box) const
    {
        return topology->nodes[box.index];
    }

    [[nodiscard]] const model::Link& linkOf(const LinkCurve& curve) const
    {
        return topology->links[curve.index];
    }

    [[nodiscard]] const model::Group& groupOf(const GroupBox& box) const
    {
        return topology->groups[box.index];
    }

    [[nodiscard]] const model::Note& noteOf(const NoteBox& box) const
    {
        return topology->notes[box.index];
    }

    [[nodiscard]] bool isSelected(const model::NodeId& id) const
    {
        return selected != nullptr && selected->nodes.contains(id);
    }

    [[nodiscard]] bool isSelected(const model::LinkId& id) const
    {
        return selected != nullptr && selected->links.contains(id);
    }

    [[nodiscard]] bool isSelected(const model::GroupId& id) const
    {
        return selected != nullptr && selected->groups.contains(id);
    }

    [[nodiscard]] bool isSelected(const model::NoteId& id) const
    {
        return selected != nullptr && selected->notes.contains(id);
    }

    [[nodiscard]] bool isOutdated(const model::NodeId& id) const
    {
        return outdatedNodes != nullptr && outdatedNodes->contains(id);
    }

    [[nodiscard]] bool isRunning() const { return board != nullptr && board->hasFigures(); }

    /// The link and the nodes at its ends take part in a run.
    [[nodiscard]] bool isEnabled(const LinkCurve& curve) const;
    [[nodiscard]] std::optional<model::Severity> troubleAt(const std::string& where) const;
};

[[nodiscard]] QColor familyColor(const Colors& colors, model::SocketType type);
/// A colour of the theme by the name that groups and notes have for it; grey for all others.
[[nodiscard]] QColor namedColor(const Colors& colors, const std::string& name);
[[nodiscard]] QColor withAlpha(QColor color, int alpha);
/// Soft edge below a floating thing: three thin fills instead of a blur.
void paintShadow(QPainter& painter, const Theme& theme, const QRectF& rect, double radius);

} // namespace topomq::ui
