using System.Buffers;
using System.Collections.Frozen;
using System.Net;
using Microsoft.Extensions.Options;

namespace RawInference.Core.Pipeline.Media;

/// <summary>Which URLs may be looked at at all, before any name is resolved.</summary>
internal sealed class MediaUrlPolicy(IOptions<MediaOptions> options)
{
    /// <summary>Characters; presigned URLs with a session token have about two thousand.</summary>
    public const int MaxLength = 8_192;

    private static readonly SearchValues<char> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-._:");

    private readonly FrozenSet<MediaOrigin> _exempt =
        options.Value.AllowedOrigins.Select(MediaOrigin.Parse).OfType<MediaOrigin>().ToFrozenSet();

    /// <summary>The URL without its fragment; null where it is refused.</summary>
    public Uri? Accept(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        // The scheme comes first: `/etc/passwd` is an absolute file URI on Linux.
        if (text.Length > MaxLength || !HasWebScheme(text) || HasSurprises(text) || !Uri.TryCreate(WithoutFragment(text), UriKind.Absolute, out var url))
        {
            return null;
        }

        return url.UserInfo.Length == 0 && HostOf(url) is { } host && (IsExempt(url) || (IsWebPort(url.Port) && MayBePublic(host))) ? url : null;
    }

    /// <summary>Whether the URL's exact origin is configured as allowed.</summary>
    public bool IsExempt(Uri url) => _exempt.Count > 0 && _exempt.Contains(MediaOrigin.Of(url));

    private static bool HasWebScheme(string text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// What URL parsers disagree about: whitespace, backslashes, an empty host, a name before an @, and a host beyond ASCII, which
    /// may turn into digits and dots (①②⑦.⓪.⓪.①) where the machine has Unicode's tables. An international name is taken as xn--.
    /// </summary>
    private static bool HasSurprises(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character) || char.IsWhiteSpace(character) || character == '\\')
            {
                return true;
            }
        }

        var rest = text.AsSpan(text.IndexOf("://", StringComparison.Ordinal) + 3);
        var end = rest.IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        return authority.IsEmpty || authority.ContainsAny('@', '%') || authority.ContainsAnyExceptInRange('!', '~');
    }

    private static string WithoutFragment(string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? text : text[..hash];
    }

    /// <summary>The host as it would be looked up; null for what no resolver should see.</summary>
    private static string? HostOf(Uri url)
    {
        var host = url.IdnHost;
        return host.Length > 0 && host[^1] != '.' && !host.AsSpan().ContainsAnyExcept(HostCharacters) ? host : null;
    }

    private static bool IsWebPort(int port) => port is 80 or 443;

    private static bool MayBePublic(string host)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return AddressClassifier.IsPublic(address);
        }

        return host != "localhost" && !host.EndsWith(".localhost", StringComparison.Ordinal) && !EndsInNumber(host);
    }

    /// <summary>Such a name is an address in some notation; resolvers differ in which one.</summary>
    private static bool EndsInNumber(string host)
    {
        var label = host.AsSpan(host.LastIndexOf('.') + 1);
        return label.StartsWith("0x") || !label.ContainsAnyExceptInRange('0', '9');
    }
}
