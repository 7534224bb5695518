using System.Text.Json;
using RawInference.Contract;
using RawInference.Media;

namespace RawInference.Chat;

/// <summary>How a message's parts are written in the REST contract: text, this contract's media keys, or OpenAI's content parts.</summary>
internal static class ContentPartContract
{
    private static readonly string[] MediaMembers = ["type", "detail", CacheHintContract.Member, .. MediaContract.AllKeys];

    /// <summary>One part; several where a key names several media.</summary>
    public static IEnumerable<ContentPart> Read(ContractValue part)
    {
        if (part.Element.ValueKind == JsonValueKind.String)
        {
            return part.Text() is { } text ? [ContentPart.Of(text)] : [];
        }

        if (!part.IsObject("a part such as {\"type\": \"text\", \"text\": \"…\"}"))
        {
            return [];
        }

        ContentPart[] read =
        [
            .. part.Member("type")?.Text() switch
            {
                "text" or "input_text" or "output_text" => Text(part),
                "image_url" when Envelope(part, "image_url") is { } image => Media(Image(image)),
                "input_audio" when Envelope(part, "input_audio") is { } audio => Media(Audio(audio)),
                "file" when Envelope(part, "file") is { } file => Media(File(file)),
                _ => Keyed(part),
            },
        ];

        // Of several media that one key names, the last ends what is to be kept.
        if (CacheHintContract.Read(part) is { } hint && read.Length > 0)
        {
            read[^1] = read[^1] with { CacheControl = hint };
        }

        return read;
    }

    private static IEnumerable<ContentPart> Text(ContractValue part)
    {
        part.WarnOfUnknown("type", "text", CacheHintContract.Member);
        return part.Required("text")?.Text() is { } text ? [ContentPart.Of(text)] : [];
    }

    /// <summary>An object beside <c>type</c>; null where the member is none.</summary>
    private static ContractValue? Envelope(ContractValue part, string name)
    {
        if (part.Member(name) is not { Element.ValueKind: JsonValueKind.Object } envelope)
        {
            return null;
        }

        part.WarnOfUnknown("type", name, CacheHintContract.Member);
        return envelope;
    }

    private static MediaContent? Image(ContractValue image)
    {
        image.WarnOfUnknown("url", "detail");
        var detail = Detail(image);
        return image.Required("url") is { } url && url.NonEmptyText() is { } text
            ? new MediaContent { Kind = MediaKind.Image, Path = url.Path, Url = text, Detail = detail }
            : null;
    }

    private static MediaContent? Audio(ContractValue audio)
    {
        audio.WarnOfUnknown("data", "format");
        var mediaType = audio.Member("format")?.OneOf("wav", "mp3") switch
        {
            "wav" => "audio/wav",
            "mp3" => "audio/mpeg",
            _ => null,
        };

        return audio.Required("data") is { } data && data.NonEmptyText() is { } base64
            ? new MediaContent { Kind = MediaKind.Audio, Path = data.Path, Base64 = base64, MediaType = mediaType }
            : null;
    }

    private static MediaContent? File(ContractValue file)
    {
        file.WarnOfUnknown("file_data", "filename");
        var name = file.Member("filename")?.NonEmptyText();
        if (file.Required("file_data") is not { } data || data.NonEmptyText() is not { } text)
        {
            return null;
        }

        // Its clients send a data: URI as often as plain base64.
        var content = new MediaContent { Kind = MediaKind.File, Path = data.Path, FileName = name };
        return text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? content with { Url = text } : content with { Base64 = text };
    }

    private static IEnumerable<ContentPart> Keyed(ContractValue part)
    {
        part.WarnOfUnknown(MediaMembers);
        if (!MediaContract.AllKeys.Any(key => part.Member(key) is not null))
        {
            part.Reading.Refuse(
                part.Path,
                $"is neither text ({{\"type\": \"text\", \"text\": …}}) nor a medium; a medium has one of {string.Join(", ", MediaContract.AllKeys)}.");
        }

        var detail = Detail(part);
        return [.. MediaContract.Read(part).Select(media => ContentPart.Of(media.Kind == MediaKind.Image ? media with { Detail = detail } : media))];
    }

    private static string? Detail(ContractValue holder) => holder.Member("detail")?.OneOf("auto", "low", "high");

    private static IEnumerable<ContentPart> Media(MediaContent? media) => media is null ? [] : [ContentPart.Of(media)];
}
