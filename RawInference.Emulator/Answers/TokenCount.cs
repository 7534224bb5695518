using System.Text;

namespace RawInference.Emulator.Answers;

/// <summary>The emulator's estimate of tokens: a token is four bytes of UTF-8, rounded up. Streams and plain answers count alike.</summary>
internal static class TokenCount
{
    private const int BytesPerToken = 4;

    /// <summary>What a message costs besides its text.</summary>
    private const int PerTurn = 3;

    private const int PerImage = 85;
    private const int AudioTokensPerSecond = 10;

    public static int Of(string? text) => text is null ? 0 : (Encoding.UTF8.GetByteCount(text) + BytesPerToken - 1) / BytesPerToken;

    public static int OfPrompt(Question question) =>
        PerTurn + question.Turns.Sum(Of)
        + question.Tools.Sum(tool => Of(tool.Name) + Of(tool.Parameters?.GetRawText()))
        + Of(question.Schema?.GetRawText());

    public static int OfAudio(Question question) =>
        question.Turns.SelectMany(turn => turn.Attachments).Where(attachment => attachment.Kind == AttachmentKind.Audio).Sum(Of);

    /// <summary>The longest beginning of a text that has at most this many tokens.</summary>
    public static string Truncate(string text, int tokens)
    {
        var bytes = (long)Math.Max(0, tokens) * BytesPerToken;
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes -= rune.Utf8SequenceLength;
            if (bytes < 0)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    private static int Of(Turn turn) =>
        PerTurn + Of(turn.Text) + turn.Calls.Sum(call => Of(call.Name) + Of(call.Arguments)) + turn.Attachments.Sum(Of);

    private static int Of(Attachment attachment) => attachment.Kind switch
    {
        AttachmentKind.Image => PerImage,
        AttachmentKind.Audio => (int)Math.Ceiling(AttachmentText.Seconds(attachment.Bytes ?? []) * AudioTokensPerSecond),
        _ => (attachment.Bytes?.Length ?? 0) / BytesPerToken,
    };
}
