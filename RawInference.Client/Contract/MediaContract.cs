using System.Collections.Frozen;
using RawInference.Media;

namespace RawInference.Contract;

/// <summary>The REST contract's media keys: <c>image_url</c>, <c>audio_base64</c>, <c>file_urls</c> and so on.</summary>
public static class MediaContract
{
    /// <summary>The most media of one key.</summary>
    public const int MaxItems = 64;

    /// <summary>Each key with the kind that it names.</summary>
    public static FrozenDictionary<string, MediaKind> Keys { get; } = new Dictionary<string, MediaKind>
    {
        ["image_url"] = MediaKind.Image,
        ["image_base64"] = MediaKind.Image,
        ["image_urls"] = MediaKind.Image,
        ["audio_url"] = MediaKind.Audio,
        ["audio_base64"] = MediaKind.Audio,
        ["audio_urls"] = MediaKind.Audio,
        ["video_url"] = MediaKind.Video,
        ["video_base64"] = MediaKind.Video,
        ["file_url"] = MediaKind.File,
        ["file_base64"] = MediaKind.File,
        ["file_urls"] = MediaKind.File,
    }.ToFrozenDictionary();

    /// <summary>All keys, in a stable order.</summary>
    public static IReadOnlyList<string> AllKeys { get; } = [.. Keys.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The keys of one kind.</summary>
    public static IEnumerable<string> KeysOf(MediaKind kind) => Keys.Where(pair => pair.Value == kind).Select(pair => pair.Key).Order();

    /// <summary>Every medium of an object, in the order of its members.</summary>
    public static IEnumerable<MediaContent> Read(ContractValue container)
    {
        foreach (var member in container.Element.EnumerateObject())
        {
            if (!Keys.TryGetValue(member.Name, out var kind) || container.Member(member.Name) is not { } value)
            {
                continue;
            }

            if (member.Name.EndsWith("_base64", StringComparison.Ordinal))
            {
                if (value.NonEmptyText() is { } base64)
                {
                    yield return new MediaContent { Kind = kind, Path = value.Path, Base64 = base64 };
                }
            }
            else if (member.Name.EndsWith("_urls", StringComparison.Ordinal))
            {
                foreach (var item in value.Items(MaxItems, "a list of URLs") ?? [])
                {
                    if (item.NonEmptyText() is { } url)
                    {
                        yield return new MediaContent { Kind = kind, Path = item.Path, Url = url };
                    }
                }
            }
            else if (value.NonEmptyText() is { } url)
            {
                yield return new MediaContent { Kind = kind, Path = value.Path, Url = url };
            }
        }
    }
}
