#include "ui/canvas/empty_hint.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace topomq::ui {

EmptyHint::EmptyHint(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(tr("Draw a topology"), this))
    , m_text(new QLabel(tr("Drag a node from the palette onto the canvas,\n"
                           "or double-click anywhere to add one."),
                        this))
{
    setObjectName(QStringLiteral("emptyHint"));
    m_title->setAlignment(Qt::AlignCenter);
    m_text->setAlignment(Qt::AlignCenter);
    auto* add = new QPushButton(tr("Add a node"), this);
    add->setObjectName(QStringLiteral("emptyHintAdd"));
    auto* gallery = new QPushButton(tr("Open the gallery"), this);
    gallery->setObjectName(QStringLiteral("emptyHintGallery"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(add);
    buttons->addWidget(gallery);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addSpacing(6);
    layout->addLayout(buttons);
    connect(add, &QPushButton::clicked, this, &EmptyHint::addWanted);
    connect(gallery, &QPushButton::clicked, this, &EmptyHint::galleryWanted);
    connect(&theme, &Theme::changed, this, &EmptyHint::restyle);
    restyle();
}

void EmptyHint::restyle()
{
    const QFont title = m_theme.headlineFont();
    m_title->setFont(title);
    QPalette palette = m_text->palette();
    palette.setColor(QPalette::WindowText, m_theme.colors().text);
    m_title->setPalette(palette);
    palette.setColor(QPalette::WindowText, m_theme.colors().dim);
    m_text->setPalette(palette);
    adjustSize();
}

} // namespace topomq::ui
