#include "ui/messages/message_text.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QStringDecoder>
#include <QStringList>

#include <algorithm>

namespace topomq::ui {

namespace {

struct MessageWords
{
    Q_DECLARE_TR_FUNCTIONS(MessageWords)
};

using metrics::CapturedFrame;
using metrics::CapturedMessage;
using metrics::FrameRole;

constexpr std::size_t kBytesPerLine = 16;
constexpr int kPreviewLength = 160;
/// By which runs know their messages.
constexpr std::size_t kMarkBytes = 16;
/// Share of a frame's characters that must be readable for it to count as text.
constexpr double kReadableShare = 0.75;

QString escaped(unsigned char byte)
{
    return QStringLiteral("\\x%1").arg(byte, 2, 16, QLatin1Char('0'));
}

/// Length of the UTF-8 sequence at the beginning; 0: there is none.
std::size_t sequenceAt(std::string_view bytes)
{
    const auto first = static_cast<unsigned char>(bytes.front());
    std::size_t length = 1;
    if (first >= 0xf0)
        length = 4;
    else if (first >= 0xe0)
        length = 3;
    else if (first >= 0xc0)
        length = 2;
    if (bytes.size() < length)
        return 0;
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(QByteArrayView(bytes.data(), static_cast<qsizetype>(length)));
    if (decoder.hasError() || text.isEmpty())
        return 0;
    const bool isControl = length == 1 && (first < 0x20 || first == 0x7f);
    return isControl || !(text.size() > 1 || text.front().isPrint()) ? 0 : length;
}

/// Position after the string literal that begins at `at`.
qsizetype afterString(const QString& text, qsizetype at)
{
    for (++at; at < text.size() && text[at] != u'"'; ++at) {
        if (text[at] == u'\\')
            ++at;
    }
    return std::min(at + 1, text.size());
}

/// The position of the next character that is not white space.
qsizetype skipSpace(const QString& text, qsizetype at)
{
    while (at < text.size() && text[at].isSpace())
        ++at;
    return at;
}

/// Only white space changes. `text` is valid JSON.
QString indented(const QString& text)
{
    QString out;
    int depth = 0;
    const auto breakLine = [&] { out += u'\n' + QString(depth * 2, u' '); };
    for (qsizetype i = skipSpace(text, 0); i < text.size(); i = skipSpace(text, i)) {
        const QChar c = text[i];
        if (c == u'"') {
            const qsizetype end = afterString(text, i);
            out += QStringView(text).mid(i, end - i);
            i = end;
            continue;
        }
        ++i;
        if (c == u'{' || c == u'[') {
            out += c;
            const qsizetype next = skipSpace(text, i);
            if (next < text.size() && (text[next] == u'}' || text[next] == u']')) {
                out += text[next];
                i = next + 1;
                continue;
            }
            ++depth;
            breakLine();
        } else if (c == u'}' || c == u']') {
            --depth;
            breakLine();
            out += c;
        } else if (c == u',') {
            out += c;
            breakLine();
        } else {
            out += c == u':' ? QStringLiteral(": ") : QString(c);
        }
    }
    return out;
}

/// One that nobody wrote is the same letters in each message, and a mark that nobody can read.
QString frameLine(const CapturedMessage& message, const CapturedFrame& frame)
{
    const bool isMarked = message.isStamped && &frame == &message.frames.back()
        && frame.bytes.size() >= kMarkBytes && frame.length == frame.bytes.size();
    if (!isMarked)
        return lineOf(frame.bytes, kPreviewLength);
    const std::size_t start = fillingStart(frame.bytes);
    const QString filling =
        MessageWords::tr("(%1 B generated)").arg(groupedDigits(frame.length - start));
    return start == 0
        ? filling
        : lineOf(std::string_view(frame.bytes).substr(0, start), kPreviewLength) + u' ' + filling;
}

} // namespace

QString wordOf(FrameRole role)
{
    switch (role) {
    case FrameRole::RoutingId:
        return MessageWords::tr("routing id");
    case FrameRole::Delimiter:
        return MessageWords::tr("delimiter");
    case FrameRole::Topic:
        return MessageWords::tr("topic");
    case FrameRole::Body:
        return MessageWords::tr("body");
    }
    return {};
}

QString tipOf(FrameRole role)
{
    switch (role) {
    case FrameRole::RoutingId:
        return MessageWords::tr("Envelope: whom the message came from or goes to. A ROUTER puts it "
                                "in front as it receives and takes it off as it sends.");
    case FrameRole::Delimiter:
        return MessageWords::tr("Envelope: an empty frame that parts the routing ids from the "
                                "body.");
    case FrameRole::Topic:
        return MessageWords::tr("What the subscriptions are compared with.");
    case FrameRole::Body:
        return MessageWords::tr("What the sender wants to say.");
    }
    return {};
}

QString textOf(std::string_view bytes)
{
    QString text;
    text.reserve(static_cast<qsizetype>(bytes.size()));
    for (std::size_t i = 0; i < bytes.size();) {
        const char c = bytes[i];
        const std::size_t length = sequenceAt(bytes.substr(i));
        if (length > 0)
            text += QString::fromUtf8(bytes.data() + i, static_cast<qsizetype>(length));
        else if (c == '\n' || c == '\t')
            text += QLatin1Char(c);
        else if (c != '\r' || bytes.substr(i, 2) != "\r\n")
            text += escaped(static_cast<unsigned char>(c));
        i += std::max<std::size_t>(length, 1);
    }
    return text;
}

QString lineOf(std::string_view bytes, int most)
{
    // No character is made of more bytes than four.
    const std::size_t enough = static_cast<std::size_t>(most) * 4;
    QString line = textOf(bytes.substr(0, enough));
    line.replace(u'\n', u'⏎').replace(u'\t', u' ');
    const bool isCut = line.size() > most || bytes.size() > enough;
    return isCut ? line.left(most) + u'…' : line;
}

bool isReadable(std::string_view bytes)
{
    std::size_t readable = 0;
    for (std::size_t i = 0; i < bytes.size();) {
        const std::size_t length = sequenceAt(bytes.substr(i));
        const bool isSpace = bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t';
        readable += isSpace ? 1 : length;
        i += std::max<std::size_t>(length, 1);
    }
    return static_cast<double>(readable) >= kReadableShare * static_cast<double>(bytes.size());
}

std::optional<QString> jsonOf(std::string_view bytes)
{
    const QByteArray raw(bytes.data(), static_cast<qsizetype>(bytes.size()));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(raw, &error);
    if (error.error != QJsonParseError::NoError || document.isNull())
        return std::nullopt;
    return indented(QString::fromUtf8(raw));
}

QString hexOf(std::string_view bytes)
{
    QStringList lines;
    for (std::size_t at = 0; at < bytes.size(); at += kBytesPerLine) {
        QString hex;
        QString ascii;
        for (std::size_t i = 0; i < kBytesPerLine; ++i) {
            if (i == kBytesPerLine / 2)
                hex += u' ';
            if (at + i >= bytes.size()) {
                hex += QStringLiteral("   ");
                continue;
            }
            const auto byte = static_cast<unsigned char>(bytes[at + i]);
            hex += QStringLiteral("%1 ").arg(byte, 2, 16, QLatin1Char('0'));
            ascii += byte >= 0x20 && byte < 0x7f ? QLatin1Char(bytes[at + i]) : QChar(u'·');
        }
        lines += QStringLiteral("%1  %2 %3").arg(at, 8, 16, QLatin1Char('0')).arg(hex, ascii);
    }
    return lines.join(u'\n');
}

std::size_t fillingStart(std::string_view bytes)
{
    constexpr std::size_t kLetters = 26;
    const std::size_t end = bytes.size() - std::min(bytes.size(), kMarkBytes);
    for (std::size_t start = 0; start < end; ++start) {
        std::size_t at = start;
        while (at < end && bytes[at] == static_cast<char>('a' + (at - start) % kLetters))
            ++at;
        if (at == end)
            return start;
    }
    return end;
}

QString previewOf(const CapturedMessage& message)
{
    const auto body =
        std::find_if(message.frames.begin(), message.frames.end(), [](const CapturedFrame& frame) {
            return frame.role == FrameRole::Body || frame.role == FrameRole::Topic;
        });
    if (body == message.frames.end())
        return {};
    QString line;
    for (auto frame = body; frame != message.frames.end() && line.size() < kPreviewLength; ++frame)
        line += (frame == body ? QString() : QStringLiteral(" │ ")) + frameLine(message, *frame);
    return line;
}

QString momentOf(const CapturedMessage& message)
{
    return QStringLiteral("%1 s").arg(message.time, 0, 'f', 3);
}

QString latencyOf(const CapturedMessage& message)
{
    return message.latency ? humanMicroseconds(*message.latency) : QStringLiteral("–");
}

QString shortLatencyOf(const CapturedMessage& message)
{
    constexpr double kMinute = 60e6;
    constexpr qint64 kSixty = 60;
    if (!message.latency || !(*message.latency >= kMinute))
        return latencyOf(message);
    const auto seconds = static_cast<qint64>(*message.latency / 1e6);
    const auto clock = [](qint64 large, qint64 small) {
        return QStringLiteral("%1:%2").arg(large).arg(small, 2, 10, QLatin1Char('0'));
    };
    const qint64 minutes = seconds / kSixty;
    return minutes < kSixty
        ? MessageWords::tr("%1 min").arg(clock(minutes, seconds % kSixty))
        : MessageWords::tr("%1 h").arg(clock(minutes / kSixty, minutes % kSixty));
}

QString numberOf(const CapturedMessage& message)
{
    return message.number ? groupedDigits(*message.number) : QStringLiteral("–");
}

QString describe(const CapturedMessage& message, const QString& direction)
{
    QString text = MessageWords::tr("%1, message %2, seen at %3, latency %4, %n frames, %5",
                                    nullptr, static_cast<int>(message.frameCount))
                       .arg(direction, numberOf(message), momentOf(message), latencyOf(message),
                            humanBytes(static_cast<double>(message.bytes)));
    for (std::size_t i = 0; i < message.frames.size(); ++i) {
        const CapturedFrame& frame = message.frames[i];
        text += QStringLiteral("\n[%1] %2, %3 B\n")
                    .arg(i)
                    .arg(wordOf(frame.role), groupedDigits(frame.length));
        if (!frame.bytes.empty())
            text += isReadable(frame.bytes) ? textOf(frame.bytes) : hexOf(frame.bytes);
        if (frame.length > frame.bytes.size())
            text += MessageWords::tr("\n(%1 B more were not kept)")
                        .arg(groupedDigits(frame.length - frame.bytes.size()));
    }
    if (message.frameCount > message.frames.size())
        text += MessageWords::tr("\n(%n more frames were not kept)", nullptr,
                                 static_cast<int>(message.frameCount - message.frames.size()));
    return text + u'\n';
}

} // namespace topomq::ui
