using Microsoft.Extensions.Options;
using RawInference.Media;

namespace RawInference.Core.Pipeline.Media;

/// <summary>Turns what a request carries or names into bytes of a known type: at first all that it carries, then, side by side, what it names.</summary>
internal sealed class MediaResolver(SafeFetch fetch, MediaUrlPolicy policy, IOptions<MediaOptions> options, TimeProvider time)
{
    /// <summary>The media in their order.</summary>
    /// <exception cref="InferenceException">One of them cannot be used.</exception>
    public async ValueTask<IReadOnlyList<MediaContent>> ResolveAsync(IReadOnlyList<MediaContent> media, InferenceContext context)
    {
        var allowance = new MediaAllowance(options.Value);
        var resolved = media.ToArray();
        var named = ReadCarried(resolved, allowance);
        if (named.Count == 0)
        {
            return resolved;
        }

        var start = time.GetTimestamp();
        try
        {
            var parallel = new ParallelOptions
            {
                MaxDegreeOfParallelism = options.Value.MaxFetchesPerRequest,
                CancellationToken = context.CancellationToken,
            };
            await Parallel.ForEachAsync(named, parallel, async (item, cancellationToken) =>
                resolved[item.Index] = await ResolveAsync(resolved[item.Index], item.Url, context, allowance, cancellationToken));
        }
        finally
        {
            context.Waited += time.GetElapsedTime(start);
        }

        return resolved;
    }

    /// <summary>Settles all that needs no network, and says what is left. Nothing is fetched for a request that has a mistake.</summary>
    private List<(int Index, Uri Url)> ReadCarried(MediaContent[] media, MediaAllowance allowance)
    {
        var named = new List<(int Index, Uri Url)>();
        var problems = new List<InferenceProblem>();
        MediaContent? refused = null;
        for (var index = 0; index < media.Length; index++)
        {
            var item = media[index];
            if (item.Bytes is not null)
            {
                media[index] = Typed(item, allowance);
            }
            else if (MediaDecoder.Takes(item))
            {
                media[index] = MediaDecoder.Decode(item, allowance, problems) is { } decoded ? Typed(decoded, allowance) : item;
            }
            else if (item.Url is null)
            {
                problems.Add(new InferenceProblem(item.Path, "has no content."));
            }
            else if (policy.Accept(item.Url) is { } url)
            {
                named.Add((index, url));
            }
            else
            {
                refused ??= item;
            }
        }

        return problems.Count > 0 ? throw InferenceException.Invalid(problems)
            : refused is not null ? throw fetch.Refuse(refused)
            : named;
    }

    private async ValueTask<MediaContent> ResolveAsync(
        MediaContent item, Uri url, InferenceContext context, MediaAllowance allowance, CancellationToken cancellationToken)
    {
        if (MayGoUnfetched(url, item.Kind, context))
        {
            await fetch.CheckAsync(url, item, cancellationToken);
            return item;
        }

        // Two organizations may give their namespaces the same name.
        var tenant = $"{context.Caller.Organization}/{context.Caller.Namespace}";
        var fetched = await fetch.FetchAsync(url, item, tenant, allowance, cancellationToken);
        return WithSniffedType(item with { Url = null, Bytes = fetched.Bytes, MediaType = fetched.Declared ?? item.MediaType });
    }

    /// <summary>A provider can reach neither an exempt origin nor, safely, plain http.</summary>
    private bool MayGoUnfetched(Uri url, MediaKind kind, InferenceContext context) =>
        !options.Value.AlwaysFetch
        && url.Scheme == Uri.UriSchemeHttps
        && !policy.IsExempt(url)
        && context.Targets.Count > 0
        && context.Targets.All(target => target.Account.Connector.TakesUrl(target, context.Request.Operation, kind));

    private static MediaContent Typed(MediaContent item, MediaAllowance allowance)
    {
        var length = item.Bytes!.Value.Length;
        allowance.Take(item, length, length);
        return WithSniffedType(item);
    }

    private static MediaContent WithSniffedType(MediaContent item)
    {
        var type = MediaSniffer.Sniff(item.Bytes!.Value.Span, item.Kind, MediaTypes.Normalize(item.MediaType));
        return type is not null && MediaTypes.Of(item.Kind).Contains(type)
            ? item with { MediaType = type }
            : throw MediaErrors.Unsupported(item, type);
    }
}
