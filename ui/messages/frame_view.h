#pragma once
// One message: its frames, and the bytes of one of them as text, JSON or hex.

#include "engine/metrics/captured_message.h"

#include <QString>
#include <QWidget>

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QTreeWidget;

namespace topomq::ui {

class EmptyState;
class Theme;

/// Thread: the window's. `theme` outlives it.
class FrameView : public QWidget
{
    Q_OBJECT

public:
    enum class Format { Text, Json, Hex };

    explicit FrameView(const Theme& theme, QWidget* parent = nullptr);

    /// Null: none is chosen.
    void setMessage(metrics::CapturedMessagePtr message, const QString& direction);

    [[nodiscard]] const metrics::CapturedMessagePtr& message() const { return m_message; }

    [[nodiscard]] const QString& direction() const { return m_direction; }

private:
    [[nodiscard]] QWidget* makeFrames();
    [[nodiscard]] QWidget* makeContent();
    void setUpFormats(QHBoxLayout* row);
    void fillFrames();
    void showContent();
    void recolour();
    [[nodiscard]] const metrics::CapturedFrame* chosenFrame() const;
    [[nodiscard]] QString noteOn(const metrics::CapturedFrame& frame, bool isJson) const;

    const Theme& m_theme;
    metrics::CapturedMessagePtr m_message;
    QString m_direction;
    Format m_format = Format::Text;
    QStackedWidget* m_pages = nullptr;
    EmptyState* m_empty = nullptr;
    QLabel* m_title = nullptr;
    QTreeWidget* m_frames = nullptr;
    QButtonGroup* m_formats = nullptr;
    QPlainTextEdit* m_content = nullptr;
    QLabel* m_note = nullptr;
};

} // namespace topomq::ui
