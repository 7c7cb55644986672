#include "ui/shell/export_dialog.h"

#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPixmap>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace topomq::ui {

namespace {

constexpr QSize kPreview{520, 340};
constexpr std::chrono::milliseconds kSettle{60};

} // namespace

ExportDialog::ExportDialog(TopologyDocument& document,
                           RunSession* session,
                           const ExportOptions& first,
                           QWidget* parent)
    : QDialog(parent)
    , m_document(document)
    , m_session(session)
    , m_format(new QComboBox(this))
    , m_what(new QComboBox(this))
    , m_colors(new QComboBox(this))
    , m_scale(new QDoubleSpinBox(this))
    , m_figures(new QCheckBox(tr("Figures of the &run"), this))
    , m_preview(new QLabel(this))
    , m_size(new QLabel(this))
{
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export a picture"));
    auto* layout = new QVBoxLayout(this);
    m_preview->setFixedSize(kPreview);
    m_preview->setAlignment(Qt::AlignCenter);
    m_preview->setFrameShape(QFrame::StyledPanel);
    m_preview->setAccessibleName(tr("Preview"));
    layout->addWidget(m_preview);
    makeFields(first);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* save = buttons->addButton(tr("&Export…"), QDialogButtonBox::AcceptRole);
    save->setDefault(true);
    QPushButton* copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    copy->setToolTip(tr("Puts the picture into the clipboard"));
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, this, &ExportDialog::copyRequested);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kSettle);
    connect(&m_timer, &QTimer::timeout, this, &ExportDialog::refresh);
    refresh();
}

void ExportDialog::makeFields(const ExportOptions& first)
{
    m_format->addItem(tr("PNG, pixels"), QStringLiteral("png"));
    m_format->addItem(tr("SVG, to be scaled and edited"), QStringLiteral("svg"));
    m_format->addItem(tr("PDF, for paper"), QStringLiteral("pdf"));
    m_format->setObjectName(QStringLiteral("exportFormat"));
    m_what->addItem(tr("All of it"), false);
    m_what->addItem(tr("The selected nodes"), true);
    m_what->setObjectName(QStringLiteral("exportWhat"));
    m_what->setEnabled(!m_document.selection()->nodes().empty());
    m_what->setCurrentIndex(first.selectionOnly && m_what->isEnabled() ? 1 : 0);
    m_colors->addItem(tr("Light"), false);
    m_colors->addItem(tr("Dark"), true);
    m_colors->setObjectName(QStringLiteral("exportColors"));
    m_colors->setCurrentIndex(first.dark ? 1 : 0);
    m_scale->setObjectName(QStringLiteral("exportScale"));
    m_scale->setRange(CanvasExport::kLeastScale, CanvasExport::kMostScale);
    m_scale->setSingleStep(0.5);
    m_scale->setSuffix(tr(" ×"));
    m_scale->setValue(first.scale);
    m_figures->setEnabled(m_session != nullptr && m_session->isActive());
    m_figures->setChecked(m_figures->isEnabled() && first.figures);
    auto* form = new QFormLayout;
    form->addRow(tr("&Format"), m_format);
    form->addRow(tr("&What"), m_what);
    form->addRow(tr("C&olours"), m_colors);
    form->addRow(tr("&Scale"), m_scale);
    form->addRow(QString(), m_figures);
    form->addRow(tr("Size"), m_size);
    static_cast<QVBoxLayout*>(layout())->addLayout(form);
    const auto later = [this] { m_timer.start(); };
    for (const QComboBox* box : {m_format, m_what, m_colors})
        connect(box, &QComboBox::currentIndexChanged, this, later);
    connect(m_scale, &QDoubleSpinBox::valueChanged, this, later);
    connect(m_figures, &QCheckBox::toggled, this, later);
}

ExportOptions ExportDialog::options() const
{
    return {.dark = m_colors->currentData().toBool(),
            .selectionOnly = m_what->currentData().toBool(),
            .figures = m_figures->isEnabled() && m_figures->isChecked(),
            .scale = m_scale->value()};
}

QString ExportDialog::ending() const
{
    return m_format->currentData().toString();
}

void ExportDialog::refresh()
{
    const bool isPixels = ending() == QStringLiteral("png");
    m_scale->setEnabled(isPixels);
    ExportOptions shown = options();
    const CanvasExport real(m_document, m_session, shown);
    const QSizeF units = real.size();
    const QSize pixels = isPixels ? real.imageSize() : units.toSize();
    m_size->setText(isPixels ? tr("%1 × %2 pixels").arg(pixels.width()).arg(pixels.height())
                             : tr("%1 × %2 units").arg(pixels.width()).arg(pixels.height()));
    const double ratio = devicePixelRatioF();
    QPixmap picture(
        (QSizeF(units).scaled(kPreview, Qt::KeepAspectRatio) * ratio).toSize().expandedTo({1, 1}));
    picture.setDevicePixelRatio(ratio);
    QPainter painter(&picture);
    painter.scale(picture.width() / ratio / units.width(),
                  picture.height() / ratio / units.height());
    real.paint(painter);
    painter.end();
    m_preview->setPixmap(picture);
}

} // namespace topomq::ui
