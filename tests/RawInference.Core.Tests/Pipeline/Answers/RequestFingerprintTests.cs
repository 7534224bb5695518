using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using RawInference.Contract;
using RawInference.Core.Pipeline.Answers;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Answers;

public sealed class RequestFingerprintTests
{
    /// <summary>What a repetition may have otherwise.</summary>
    private static readonly string[] NotOfTheCall =
        ["MediaContent.Path", "CallOptions.RequestId", "CallOptions.IdempotencyKey", "CallOptions.Timeout", "CallOptions.Warnings"];

    /// <summary>What makes no difference to the answer: of the call's own options all but the wish for the raw answer.</summary>
    private static readonly string[] NotOfTheContent =
    [
        .. NotOfTheCall, "InferenceRequest.Model", "ModelSelector.Provider", "ModelSelector.Model", "ModelSelector.Alias",
        "CallOptions.Stream", "CallOptions.Strict", "CallOptions.Face", "CallOptions.MaxCostUsd", "CallOptions.Cache",
        "CacheOptions.TimeToLive", "CacheOptions.Mode", "CacheOptions.ImmutableUrls",
    ];

    public static TheoryData<string> Kinds =>
        [.. from type in typeof(InferenceRequest).Assembly.GetTypes()
            where !type.IsAbstract && type.IsAssignableTo(typeof(InferenceRequest)) && type != typeof(ContractRequest)
            select type.FullName!];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryPropertyOfEveryRequest_ChangesTheFingerprintOfTheCall(string kind) =>
        AssertTold(kind, RequestFingerprint.OfCall, NotOfTheCall);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryPropertyOfEveryRequest_ChangesTheFingerprintOfTheContent(string kind) =>
        AssertTold(kind, request => RequestFingerprint.OfContent(request, ModelSelector.Of("p", "m")), NotOfTheContent);

    [Fact]
    public void Model_IsOfTheContent()
    {
        var request = Requests.Chat("both", "hi");
        Assert.NotEqual(
            RequestFingerprint.OfContent(request, ModelSelector.Of("first", "chat")),
            RequestFingerprint.OfContent(request, ModelSelector.Of("second", "chat")));
    }

    [Fact]
    public void KindsOfRequests_AreToldApart() =>
        Assert.NotEqual(RequestFingerprint.OfCall(Requests.Speech("first/x", "hi")), RequestFingerprint.OfCall(Requests.Embedding("first/x", "hi")));

    [Fact]
    public void WhereTextIsCut_MakesADifference() =>
        Assert.NotEqual(RequestFingerprint.OfCall(Requests.Image("first/draw", "ab", "c")), RequestFingerprint.OfCall(Requests.Image("first/draw", "a", "bc")));

    [Theory]
    [InlineData("""{"a":1,"b":{"c":[1,2],"d":"é"}}""", """ { "b" : { "d" : "\u00e9", "c" : [ 1.0 , 20e-1 ] } , "a" : 1 } """, true)]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", false)]
    [InlineData("""{"a":1}""", """{"a":"1"}""", false)]
    [InlineData("""{"a":null}""", """{}""", false)]
    [InlineData("""{"a":{},"b":1}""", """{"a":{"b":1}}""", false)]
    [InlineData("""{"a":[[],1]}""", """{"a":[[1]]}""", false)]
    [InlineData("""{"a":"\ud800"}""", """{"a":"\ud801"}""", false)]
    [InlineData("""{"a":true}""", """{"a":false}""", false)]
    public void Json_IsComparedByWhatItSays(string one, string other, bool same)
    {
        var request = Requests.Chat("first/chat", "hi");
        Assert.Equal(
            same,
            RequestFingerprint.OfCall(request with { ProviderOptions = Requests.Json(one) })
                == RequestFingerprint.OfCall(request with { ProviderOptions = Requests.Json(other) }));
    }

    [Theory]
    [InlineData("100", "1e2", true)]
    [InlineData("-0.50", "-5E-1", true)]
    [InlineData("0.0", "-0", true)]
    [InlineData("12345678901234567890.1", "12345678901234567890.2", false)]
    [InlineData("1e400", "1e401", false)]
    [InlineData("1e99999999999999999999", "1e99999999999999999998", false)]
    [InlineData("1", "10", false)]
    [InlineData("1", "-1", false)]
    public void Numbers_AreComparedByTheirValue(string one, string other, bool same) =>
        Assert.Equal(same, CanonicalNumber.Of(one) == CanonicalNumber.Of(other));

    [Fact]
    public void AnyTwoNumbers_AreTheSameWhenTheyAreEqual() => Prop.ForAll(
            ArbMap.Default.ArbFor<(decimal One, decimal Other, byte Zeros)>(),
            numbers => Canonical(numbers.One) == Canonical(numbers.Other) == (numbers.One == numbers.Other)
                && CanonicalNumber.Of($"{numbers.One.ToString(CultureInfo.InvariantCulture)}e{numbers.Zeros}")
                    == CanonicalNumber.Of($"{numbers.One.ToString("F10", CultureInfo.InvariantCulture)}e{numbers.Zeros}")
                    == (decimal.Round(numbers.One, 10) == numbers.One))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Text_IsToldApartThoughItIsNotUnicode() =>
        Assert.NotEqual(RequestFingerprint.OfCall(Requests.Speech("first/speak", "\ud800")), RequestFingerprint.OfCall(Requests.Speech("first/speak", "\ud801")));

    [Fact]
    public void RequestReadFromDifferentlyLaidOutBodies_IsTheSame()
    {
        var one = Fingerprint("""{"provider":"first","model":"chat","inputs":{"prompts":["hi"]},"parameters":{"temperature":1,"schema":{"type":"object","title":"t"}}}""");
        var other = Fingerprint("""{ "inputs": {"prompts":["\u0068i"]}, "parameters": {"schema":{"title":"t","type":"object"},"temperature":1.0}, "model":"first/chat" }""");
        Assert.Equal(one, other);

        static string Fingerprint(string body) => RequestFingerprint.OfCall(Requests.Body(body).Bind(new RequestBinding(Operations.Chat)));
    }

    [Fact]
    public void WhatCannotBeSeen_IsRefusedAndNotOverlooked()
    {
        using var hash = new CanonicalHash();
        Assert.Throws<InvalidOperationException>(() => hash.Add(new Dictionary<string, int> { ["a"] = 1 }));
        Assert.Throws<InvalidOperationException>(() => hash.Add(new ReadOnlyMemory<float>([1])));
    }

    private static string Canonical(decimal number) => CanonicalNumber.Of(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Changes one leaf after the other of a request that has everything.</summary>
    private static void AssertTold(string kind, Func<InferenceRequest, string> fingerprint, string[] leftOut)
    {
        var whole = fingerprint(Make(kind));
        Assert.Equal(whole, fingerprint(Make(kind)));

        var places = Leaf.AllOf(Make(kind)).Select(leaf => leaf.Path).ToArray();
        Assert.NotEmpty(places);
        var prints = new HashSet<string> { whole };
        for (var index = 0; index < places.Length; index++)
        {
            var changed = Make(kind);
            Leaf.AllOf(changed).ElementAt(index).Change();
            var print = fingerprint(changed);
            var isLeftOut = leftOut.Any(name => places[index].Contains($"/{name}", StringComparison.Ordinal));
            Assert.True(isLeftOut ? print == whole : prints.Add(print), $"{places[index]} {(isLeftOut ? "makes a difference" : "makes none")}");
        }
    }

    private static InferenceRequest Make(string kind) => (InferenceRequest)new Filler().Create(typeof(InferenceRequest).Assembly.GetType(kind)!);
}
