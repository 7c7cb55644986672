#pragma once
// The drawing as a picture: for files, the clipboard and paper.

#include "ui/canvas/canvas_scene.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QRectF>
#include <QString>

#include <memory>
#include <optional>

class QIODevice;

namespace topomq::ui {

class RunSession;
class TopologyDocument;

struct ExportOptions
{
    bool dark = false;
    /// The selected nodes, groups and notes, with the links among the nodes, instead of all; as
    /// they are seen in all of it.
    bool selectionOnly = false;
    /// The figures of the run, where there is one.
    bool figures = true;
    /// Pixels per canvas unit: of a PNG and of the clipboard.
    double scale = 2;
};

/// All that is drawn and a margin about it. Instruments may have given way to others, beyond all
/// cards and lines.
[[nodiscard]] QRectF exportArea(const CanvasGeometry& geometry, const CanvasPicture& picture);

/// As it is at the moment of construction; `document` outlives this. Thread: the window's.
class CanvasExport
{
public:
    static constexpr double kLeastScale = 0.1;
    static constexpr double kMostScale = 20;

    /// `session` may be null: no figures then.
    CanvasExport(TopologyDocument& document, RunSession* session, const ExportOptions& options);

    /// In canvas units.
    [[nodiscard]] QSizeF size() const { return m_area.size(); }

    /// Pixels of the image; less than asked for when it would be too large.
    [[nodiscard]] QSize imageSize() const;
    /// From (0, 0), one painter unit per canvas unit.
    void paint(QPainter& painter) const;
    /// Null when there is not enough memory.
    [[nodiscard]] QImage image() const;
    /// "svg", "png" or "pdf". Empty, or what went wrong.
    [[nodiscard]] QString write(QIODevice& device, const QString& ending) const;
    /// By the ending of the name; whole or not at all. Empty, or what went wrong and what to do.
    [[nodiscard]] QString save(const QString& path) const;

private:
    [[nodiscard]] CanvasGeometry drawnGeometry() const;
    [[nodiscard]] QString writeSvg(QIODevice& device) const;
    [[nodiscard]] QString writePdf(QIODevice& device) const;
    [[nodiscard]] QString writePng(QIODevice& device) const;

    TopologyDocument& m_document;
    ExportOptions m_options;
    Theme m_theme;
    /// Nothing: all of it is drawn.
    std::optional<DrawnPart> m_part;
    std::unique_ptr<CanvasScene> m_scene;
    QRectF m_area;
};

} // namespace topomq::ui
