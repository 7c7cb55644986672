#pragma once
// Asks how the drawing is to look as a picture, and shows it.

#include "ui/canvas/canvas_export.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace topomq::ui {

/// Thread: the window's.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// `session` may be null.
    ExportDialog(TopologyDocument& document,
                 RunSession* session,
                 const ExportOptions& first,
                 QWidget* parent);

    [[nodiscard]] ExportOptions options() const;
    /// "svg", "png" or "pdf".
    [[nodiscard]] QString ending() const;

Q_SIGNALS:
    void copyRequested();

private:
    void makeFields(const ExportOptions& first);
    void refresh();

    TopologyDocument& m_document;
    RunSession* m_session;
    QComboBox* m_format;
    QComboBox* m_what;
    QComboBox* m_colors;
    QDoubleSpinBox* m_scale;
    QCheckBox* m_figures;
    QLabel* m_preview;
    QLabel* m_size;
    /// So that a spin through many scales draws once.
    QTimer m_timer;
};

} // namespace topomq::ui
